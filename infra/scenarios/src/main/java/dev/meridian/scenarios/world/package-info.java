/**
 * The model world: regions, network, edges, agents, controllers, store and clients, in seconds of virtual time.
 * The runner lives through one scenario after another in it; nothing outside this module uses it.
 * The same setup and seed give the same world; no clock is read and one thread does everything.
 */
@NullMarked
package dev.meridian.scenarios.world;

import org.jspecify.annotations.NullMarked;
