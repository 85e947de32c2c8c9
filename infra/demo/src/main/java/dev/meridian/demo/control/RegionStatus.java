package dev.meridian.demo.control;

import dev.meridian.routing.region.RegionId;

/**
 * A region as the controller describes it.
 *
 * @param health the controller's word for its state
 * @param weight what operators gave it
 * @param because the evidence in words
 */
public record RegionStatus(RegionId region, String health, int weight, String because) {}
