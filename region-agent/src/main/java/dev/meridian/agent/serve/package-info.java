/**
 * The agent's own pages: /health, /ready and /metrics.
 * The orchestrator and Prometheus call them.
 * They never depend on the controller.
 */
@NullMarked
package dev.meridian.agent.serve;

import org.jspecify.annotations.NullMarked;
