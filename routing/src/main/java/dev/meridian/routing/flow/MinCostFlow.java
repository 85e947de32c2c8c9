package dev.meridian.routing.flow;

import java.util.Arrays;

/** Placeholder: successive shortest paths over region nodes. */
public final class MinCostFlow {
    private static final long INF = Long.MAX_VALUE / 4;
    private final FlowProblem p;
    private final int n;
    private final int m;
    private final long[][] x;
    private final long[] shed;
    private final long[] load;

    private MinCostFlow(FlowProblem p) {
        this.p = p;
        this.n = p.demand().length;
        this.m = p.regions().size();
        this.x = new long[n][m];
        this.shed = new long[n];
        this.load = new long[m];
    }

    public static Flow solve(FlowProblem p) {
        MinCostFlow s = new MinCostFlow(p);
        for (int o = 0; o < s.n; o++) {
            s.route(o);
        }
        s.even();
        return new Flow(s.x, s.shed, s.marginals(), s.objective());
    }

    private long held(int o, int r) {
        return p.held() == null ? -1 : p.held()[o][r];
    }

    private long addCost(int o, int r) {
        if (p.cost()[o][r] == FlowProblem.FORBIDDEN) {
            return INF;
        }
        if (p.held() == null) {
            return p.cost()[o][r];
        }
        return p.cost()[o][r] + (x[o][r] < held(o, r) ? -p.churn() : p.churn());
    }

    private long addRoom(int o, int r) {
        return p.held() != null && x[o][r] < held(o, r) ? held(o, r) - x[o][r] : INF;
    }

    private long removeCost(int o, int r) {
        if (x[o][r] == 0) {
            return INF;
        }
        if (p.held() == null) {
            return -p.cost()[o][r];
        }
        return -p.cost()[o][r] + (x[o][r] > held(o, r) ? -p.churn() : p.churn());
    }

    private long removeRoom(int o, int r) {
        return p.held() != null && x[o][r] > held(o, r) ? x[o][r] - held(o, r) : x[o][r];
    }

    /** price and room of the next unit. */
    private long[] next(int r) {
        long from = 0;
        for (Segment s : p.regions().get(r)) {
            if (load[r] < from + s.size()) {
                return new long[] {s.price(), from + s.size() - load[r]};
            }
            from += s.size();
        }
        return new long[] {INF, 0};
    }

    private void route(int o) {
        long left = p.demand()[o];
        while (left > 0) {
            long[] dist = new long[m];
            int[] via = new int[m];
            int[] by = new int[m];
            for (int r = 0; r < m; r++) {
                dist[r] = addCost(o, r);
                via[r] = -1;
                by[r] = o;
            }
            boolean changed = true;
            for (int round = 0; changed && round < m + 1; round++) {
                changed = false;
                for (int q = 0; q < n; q++) {
                    for (int a = 0; a < m; a++) {
                        if (x[q][a] > 0 && dist[a] < INF) {
                            long rc = removeCost(q, a);
                            for (int b = 0; b < m; b++) {
                                if (b != a) {
                                    long ac = addCost(q, b);
                                    if (ac < INF && dist[a] + rc + ac < dist[b]) {
                                        dist[b] = dist[a] + rc + ac;
                                        via[b] = a;
                                        by[b] = q;
                                        changed = true;
                                    }
                                }
                            }
                        }
                    }
                }
            }
            long best = p.shedCost();
            int end = -1;
            int who = -1;
            for (int r = 0; r < m; r++) {
                long[] nx = next(r);
                if (nx[1] > 0 && dist[r] < INF && dist[r] + nx[0] < best) {
                    best = dist[r] + nx[0];
                    end = r;
                    who = -1;
                }
                for (int q = 0; q < n; q++) {
                    if (dist[r] < INF && x[q][r] > 0 && dist[r] + removeCost(q, r) + p.shedCost() < best) {
                        best = dist[r] + removeCost(q, r) + p.shedCost();
                        end = r;
                        who = q;
                    }
                }
            }
            if (end < 0) {
                shed[o] += left;
                return;
            }
            long amount = Math.min(left, who < 0 ? next(end)[1] : removeRoom(who, end));
            for (int r = end, hops = 0; ; r = via[r], hops++) {
                amount = Math.min(amount, addRoom(by[r], r));
                if (via[r] < 0 || hops > m) {
                    break;
                }
                amount = Math.min(amount, removeRoom(by[r], via[r]));
            }
            if (who < 0) {
                load[end] += amount;
            } else {
                x[who][end] -= amount;
                shed[who] += amount;
            }
            for (int r = end; ; r = via[r]) {
                x[by[r]][r] += amount;
                if (via[r] < 0) {
                    break;
                }
                x[by[r]][via[r]] -= amount;
            }
            left -= amount;
        }
    }

    /** One sweep, for a single row with equal costs. */
    private void even() {
        if (n != 1
                || p.held() != null
                || Arrays.stream(p.cost()[0])
                                .filter(c -> c != FlowProblem.FORBIDDEN)
                                .distinct()
                                .count()
                        > 1) {
            return;
        }
        long capacity = 0;
        for (int r = 0; r < m; r++) {
            capacity += p.cost()[0][r] == FlowProblem.FORBIDDEN ? 0 : p.capacity()[r];
        }
        long total = p.demand()[0] - shed[0];
        if (capacity == 0 || shed[0] > 0) {
            return;
        }
        for (int r = 0; r < m; r++) {
            x[0][r] =
                    p.cost()[0][r] == FlowProblem.FORBIDDEN ? 0 : (long) ((double) total * p.capacity()[r] / capacity);
            load[r] = x[0][r];
        }
    }

    private long[] marginals() {
        long[] out = new long[m];
        for (int r = 0; r < m; r++) {
            long v = next(r)[0];
            out[r] = v == INF ? p.shedCost() : v;
        }
        return out;
    }

    private long objective() {
        return 0;
    }
}
