package dev.meridian.routing.decision;

import dev.meridian.routing.compact.CompactMap;
import dev.meridian.routing.flow.Flow;
import dev.meridian.routing.flow.FlowProblem;
import dev.meridian.routing.flow.Segment;
import dev.meridian.routing.policy.AllocateSettings;
import dev.meridian.routing.policy.LoadPrice;
import dev.meridian.routing.policy.PolicySettings;
import dev.meridian.routing.region.Label;
import dev.meridian.routing.region.OriginId;
import dev.meridian.routing.region.RegionId;
import dev.meridian.routing.region.RegionSpec;
import dev.meridian.routing.table.BasisPoints;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Stage 8: what is best for all origins together (the objective is Taiji's, SOSP 2019): the least sum of distance, load
 * and churn, by an exact minimum-cost flow. Origins to which all regions are equally far are one, and have equal shares.
 */
final class AllocateStage {
    /** All demand together is so many units of flow; fine enough that rounding is far under a basis point. */
    private static final long UNITS = 500_000_000;

    /** The farthest that a region can be, in microseconds: a minute. */
    private static final long FARTHEST = 60_000_000;

    /**
     * What it costs to plan a region fuller than weights and headroom say, in microseconds. More than load and distance, so
     * that weights are met; less than to shed, since nobody said that the region cannot serve it.
     */
    private static final long BEYOND = 5_000_000;

    private final Inputs inputs;
    private final SortedMap<RegionId, Capacity> capacities;
    private final PolicySettings settings;
    private final List<RegionId> regions;
    private final long[] prices;
    private final Map<SortedSet<Label>, Proportions> proportions = new HashMap<>();

    AllocateStage(Inputs inputs, SortedMap<RegionId, Capacity> capacities, PolicySettings settings) {
        this.inputs = inputs;
        this.capacities = CompactMap.copyOf(capacities);
        this.settings = settings;
        this.regions = List.copyOf(capacities.keySet());
        this.prices = prices(inputs, micros(settings.allocate().priceCost()));
    }

    /**
     * The plan.
     *
     * @param asked what every origin is taken to ask for, in 1/1000 requests/s, never nothing
     * @param latencies of every origin to the regions in their order, in microseconds
     * @param held whether churn costs; not where operators or health have changed what the regions can be given
     */
    Plan plan(SortedMap<OriginId, Long> asked, SortedMap<OriginId, long[]> latencies, boolean held) {
        Map<List<Long>, List<OriginId>> classes = new LinkedHashMap<>();
        latencies.forEach((origin, of) -> classes.computeIfAbsent(costs(origin, of), c -> new ArrayList<>())
                .add(origin));
        double unit = (double) UNITS
                / asked.values().stream().mapToLong(Long::longValue).sum();
        long[] demand = classes.values().stream()
                .mapToLong(origins -> units((double) sum(origins, asked), unit))
                .toArray();
        long[][] costs =
                classes.keySet().stream().map(AllocateStage::beyondLeast).toArray(long[][]::new);
        long @Nullable [][] before = held ? held(classes, asked, unit) : null;
        AllocateSettings allocate = settings.allocate();
        Flow flow = EvenShed.solve(new FlowProblem(
                demand,
                costs,
                before,
                micros(allocate.churnCost()),
                regions.stream().map(region -> segments(region, unit)).toList(),
                micros(allocate.shedCost()),
                regions.stream().mapToLong(region -> whole(region, unit)).toArray()));
        return plan(List.copyOf(classes.values()), flow, demand, latencies, unit);
    }

    private Plan plan(
            List<List<OriginId>> classes,
            Flow flow,
            long[] demand,
            SortedMap<OriginId, long[]> latencies,
            double unit) {
        SortedMap<OriginId, Draft> drafts = new TreeMap<>();
        SortedMap<OriginId, BasisPoints> shed = new TreeMap<>();
        for (int c = 0; c < classes.size(); c++) {
            OriginId first = classes.get(c).getFirst();
            Draft draft = draft(first, latencies.getOrDefault(first, new long[regions.size()]), flow.flow()[c]);
            int part = demand[c] == 0 ? 0 : (int) (flow.shed()[c] * BasisPoints.ONE / demand[c]);
            for (OriginId origin : classes.get(c)) {
                drafts.put(origin, draft);
                if (part > 0) {
                    shed.put(origin, new BasisPoints(part));
                }
            }
        }
        SortedMap<RegionId, Long> loads = new TreeMap<>();
        SortedMap<RegionId, Long> prices = new TreeMap<>();
        for (int r = 0; r < regions.size(); r++) {
            long load = 0;
            for (long[] ofClass : flow.flow()) {
                load += ofClass[r];
            }
            loads.put(regions.get(r), load * BasisPoints.ONE / Math.max(1, whole(regions.get(r), unit)));
            prices.put(regions.get(r), flow.marginal()[r]);
        }
        return new Plan(drafts, shed, loads, prices, CompactMap.placed(capacities, r -> this.prices[r]));
    }

    private Draft draft(OriginId origin, long[] latencies, long[] flow) {
        Proportions legal = proportions.computeIfAbsent(
                inputs.residency().getOrDefault(origin, Collections.emptySortedSet()), labels -> proportions(origin));
        SortedMap<RegionId, Long> weighed = settings.capacity().strict()
                ? Collections.emptySortedMap()
                : CompactMap.placed(capacities, r -> weighed(latencies, r));
        SortedMap<RegionId, Long> flows =
                CompactMap.placed(capacities, r -> legal.dialled().containsKey(regions.get(r)) ? (Long) flow[r] : null);
        return new Draft(
                legal.byBase(),
                legal.byHealth(),
                legal.byDial(),
                Apportionment.of(nearest(legal.dialled(), weighed), BasisPoints.ONE),
                snapped(flows, legal.byDial()),
                weighed);
    }

    private Proportions proportions(OriginId origin) {
        SortedMap<RegionId, Long> dialled = legal(origin, Capacity::byDial);
        return new Proportions(
                dialled,
                Apportionment.of(legal(origin, Capacity::byBase), BasisPoints.ONE),
                Apportionment.of(legal(origin, Capacity::byHealth), BasisPoints.ONE),
                Apportionment.of(dialled, BasisPoints.ONE));
    }

    /** The shares in proportion to capacity, the same for all origins that demand the same labels. */
    private record Proportions(
            SortedMap<RegionId, Long> dialled,
            SortedMap<RegionId, BasisPoints> byBase,
            SortedMap<RegionId, BasisPoints> byHealth,
            SortedMap<RegionId, BasisPoints> byDial) {
        Proportions {
            dialled = CompactMap.copyOf(dialled);
        }
    }

    /** The flow as shares; those in proportion where it is that but for its rounding, or where nothing flows. */
    private static SortedMap<RegionId, BasisPoints> snapped(
            SortedMap<RegionId, Long> flows, SortedMap<RegionId, BasisPoints> proportional) {
        if (flows.values().stream().allMatch(flow -> flow == 0)) {
            return proportional;
        }
        SortedMap<RegionId, BasisPoints> shares = Apportionment.of(flows, BasisPoints.ONE);
        boolean same = proportional.entrySet().stream()
                .allMatch(one -> Math.abs(one.getValue().value()
                                - shares.getOrDefault(one.getKey(), BasisPoints.ZERO)
                                        .value())
                        <= 1);
        return same ? proportional : shares;
    }

    private SortedMap<RegionId, Long> legal(OriginId origin, ToLongFunction<Capacity> value) {
        SortedMap<RegionId, Long> legal = CapacityStage.project(capacities, value);
        legal.keySet().removeIf(region -> !inputs.isLegal(origin, region));
        return legal;
    }

    private static SortedMap<RegionId, Long> nearest(
            SortedMap<RegionId, Long> capacities, SortedMap<RegionId, Long> latencies) {
        long best = capacities.entrySet().stream()
                .filter(one -> one.getValue() > 0)
                .mapToLong(one -> latencies.getOrDefault(one.getKey(), 0L))
                .min()
                .orElse(0);
        return CompactMap.mapped(
                capacities, (region, capacity) -> latencies.getOrDefault(region, 0L) > best ? 0L : capacity);
    }

    /** Of an origin to each region; weights that are followed strictly leave no room for distances. */
    private List<Long> costs(OriginId origin, long[] latencies) {
        List<Long> costs = new ArrayList<>(regions.size());
        for (int r = 0; r < regions.size(); r++) {
            if (!inputs.isLegal(origin, regions.get(r))) {
                costs.add(FlowProblem.FORBIDDEN);
            } else if (settings.capacity().strict()) {
                costs.add(0L);
            } else {
                costs.add(weighed(latencies, r));
            }
        }
        return costs;
    }

    /** How far a region counts as; a dearer one as farther. */
    private long weighed(long[] latencies, int region) {
        return Math.min(FARTHEST, latencies[region] + prices[region]);
    }

    /**
     * What each region costs an origin beyond the best one that it may use. What every way costs is no reason to refuse: of a
     * model that thinks for longer than a refusal costs, all would be.
     */
    private static long[] beyondLeast(List<Long> costs) {
        long least = Collections.min(costs);
        return costs.stream()
                .mapToLong(cost -> cost == FlowProblem.FORBIDDEN ? cost : cost - least)
                .toArray();
    }

    /** What each region costs beyond the cheapest one, in microseconds. */
    private static long[] prices(Inputs inputs, long usual) {
        long cheapest = inputs.regions().values().stream()
                .mapToLong(RegionSpec::price)
                .min()
                .orElse(RegionSpec.USUAL_PRICE);
        return inputs.regions().values().stream()
                .mapToLong(spec -> (spec.price() - cheapest) * usual / RegionSpec.USUAL_PRICE)
                .toArray();
    }

    /** What the classes' origins had at best before, in units; origins that are new hold on to nothing. */
    private long[][] held(Map<List<Long>, List<OriginId>> classes, SortedMap<OriginId, Long> demand, double unit) {
        long[][] held = new long[classes.size()][regions.size()];
        int c = 0;
        for (List<OriginId> origins : classes.values()) {
            for (OriginId origin : origins) {
                @Nullable OriginState before = inputs.previousOrigin(origin);
                if (before != null) {
                    long asked = units((double) demand.getOrDefault(origin, 0L), unit);
                    for (int r = 0; r < regions.size(); r++) {
                        long share = before.wanted()
                                .getOrDefault(regions.get(r), BasisPoints.ZERO)
                                .value();
                        held[c][r] += asked * share / BasisPoints.ONE;
                    }
                }
            }
            c++;
        }
        return held;
    }

    /** The region's capacity in stretches of rising price. */
    private List<Segment> segments(RegionId region, double unit) {
        Capacity capacity = of(region);
        long size = size(region, unit);
        long limit = capacity.given() ? settings.allocate().loadLimit() : BasisPoints.ONE;
        List<Segment> segments = new ArrayList<>();
        long from = 0;
        for (LoadPrice price : settings.allocate().loadPrices().prices()) {
            long to = size * Math.min(limit, price.upTo()) / BasisPoints.ONE;
            segments.add(new Segment(to - from, micros(price.price())));
            from = to;
        }
        if (!capacity.given() && capacity.byDial() > 0) {
            long last = segments.getLast().price();
            segments.add(new Segment(2 * UNITS, Math.max(last, BEYOND)));
        }
        return segments;
    }

    private Capacity of(RegionId region) {
        @Nullable Capacity capacity = capacities.get(region);
        if (capacity == null) {
            throw new IllegalStateException("region " + region + " has no capacity");
        }
        return capacity;
    }

    /** As much of it as there can be flow. */
    private long size(RegionId region, double unit) {
        return Math.min(2 * UNITS, whole(region, unit));
    }

    /** All of it, many times what is asked for where that is little. */
    private long whole(RegionId region, double unit) {
        return Math.round(of(region).sizeMilliRps() * unit);
    }

    private static long sum(List<OriginId> origins, SortedMap<OriginId, Long> of) {
        return origins.stream().mapToLong(origin -> of.getOrDefault(origin, 0L)).sum();
    }

    private static long units(double milliRps, double unit) {
        return Math.min(2 * UNITS, Math.round(milliRps * unit));
    }

    private static long micros(Duration duration) {
        return duration.toNanos() / 1_000;
    }
}
