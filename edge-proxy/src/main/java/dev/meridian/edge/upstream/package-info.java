/**
 * Calls to HolySheep and to other edges: connections, pools, one request and its answer.
 * An exchange opens a call and is told what comes back, on its own event loop.
 * A call ends exactly once, and a connection is either idle in its pool or owned by one call.
 */
@NullMarked
package dev.meridian.edge.upstream;

import org.jspecify.annotations.NullMarked;
