/**
 * Gives the regions of one machine their distance: a TCP relay that delays bytes both ways.
 * The demo opens one port per ordered pair of regions and tells edges and agents to go through it.
 * Bytes keep their order, what is under way is bounded, and a dead target is never hidden: the caller is reset.
 */
@NullMarked
package dev.meridian.demo.relay;

import org.jspecify.annotations.NullMarked;
