/**
 * What a case runs against: a gateway, the simulator as its upstream, and the limits that the gateway was given.
 * The runner makes a stage for each setup, either of edges that it starts or of a gateway that someone points at the simulator.
 * Every stage has a simulator of its own, so that cases on two stages never see each other's calls.
 */
@NullMarked
package dev.meridian.conformance.gateway;

import org.jspecify.annotations.NullMarked;
