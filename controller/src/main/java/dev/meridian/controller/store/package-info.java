/**
 * What must survive a restart: intents, drains, the latest decision, and the epoch.
 * Intents and decisions are written and read here through {@link dev.meridian.controller.store.ControlStore}.
 * A method that returned has its change on disk; a write under a lost leadership changes nothing.
 */
@NullMarked
package dev.meridian.controller.store;

import org.jspecify.annotations.NullMarked;
