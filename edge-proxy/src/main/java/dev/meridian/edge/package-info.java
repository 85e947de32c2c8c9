/**
 * The edge-proxy: the only path of user bytes. A process starts here, and {@link dev.meridian.edge.EdgeConfiguration}
 * lists its parts in the order data flows. No request ever waits for the controller or a store.
 */
@NullMarked
package dev.meridian.edge;

import org.jspecify.annotations.NullMarked;
