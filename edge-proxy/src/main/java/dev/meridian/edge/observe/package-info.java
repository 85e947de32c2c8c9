/**
 * What the edge tells: observations to the controller, metrics to Prometheus.
 * Exchanges count on their event loop; a background thread sends.
 * Labels are bounded, and no key and no prompt is ever among them.
 */
@NullMarked
package dev.meridian.edge.observe;

import org.jspecify.annotations.NullMarked;
