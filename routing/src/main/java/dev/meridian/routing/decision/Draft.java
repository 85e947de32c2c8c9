package dev.meridian.routing.decision;

import dev.meridian.routing.region.RegionId;
import dev.meridian.routing.table.BasisPoints;
import java.util.SortedMap;

/**
 * What an origin's shares should be, and how that came about: the shares by ever more of what counts. All of them are zero
 * where no region that the origin may be sent to has any capacity.
 *
 * @param byBase by the operators' weights or capacities alone
 * @param byHealth by those and scores
 * @param byDial by those, scores and dials
 * @param byLatency all to the nearest of those regions
 * @param wanted with the price of load and of churn: what is best
 * @param latencies of each region as they were weighed, prices of tokens included, in microseconds; empty where weights are
 *     followed strictly
 */
record Draft(
        SortedMap<RegionId, BasisPoints> byBase,
        SortedMap<RegionId, BasisPoints> byHealth,
        SortedMap<RegionId, BasisPoints> byDial,
        SortedMap<RegionId, BasisPoints> byLatency,
        SortedMap<RegionId, BasisPoints> wanted,
        SortedMap<RegionId, Long> latencies) {}
