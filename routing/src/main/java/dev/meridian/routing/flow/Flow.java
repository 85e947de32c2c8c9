package dev.meridian.routing.flow;

/** The best flow (flow[o][r], shed[o], the marginal price of each region's load) and what it costs. */
@SuppressWarnings("ArrayRecordComponent")
public record Flow(long[][] flow, long[] shed, long[] marginal, long objective) {}
