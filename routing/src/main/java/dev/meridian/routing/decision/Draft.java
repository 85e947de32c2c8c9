package dev.meridian.routing.decision;

import dev.meridian.routing.region.RegionId;
import dev.meridian.routing.table.BasisPoints;
import java.util.SortedMap;

/**
 * An origin's shares before the guard, and how they came about: the same allocation of ever more of the capacity's
 * factors.
 *
 * @param byWeight by the operators' weights alone
 * @param byHealth by weights and scores
 * @param byDial by weights, scores and dials: the shares that the stages before the guard want
 */
record Draft(
        SortedMap<RegionId, BasisPoints> byWeight,
        SortedMap<RegionId, BasisPoints> byHealth,
        SortedMap<RegionId, BasisPoints> byDial) {}
