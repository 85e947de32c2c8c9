package dev.meridian.conformance.chaos;

import dev.meridian.conformance.gateway.Upstream;
import dev.meridian.simulator.log.LoggedRequest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How many upstream calls each request has caused, as the upstream itself tells. Confined to one thread. */
final class Calls {
    /** Requests whose calls are known one by one: those of the last minute or so. */
    private static final int REMEMBERED = 10_000;

    private final Upstream upstream;
    private final Map<String, Integer> faults = new TreeMap<>();
    private final Map<Integer, List<String>> latest = new LinkedHashMap<>();
    private final Map<Integer, List<String>> excess = new TreeMap<>();
    private byte[] calls = new byte[1024];
    private long last;
    private int all;
    private int foreign;

    Calls(Upstream upstream) {
        this.upstream = upstream;
    }

    /** Reads what has come since the last time; at least once a second. */
    void poll() {
        List<LoggedRequest> news = upstream.callsAfter(last);
        for (LoggedRequest call : news) {
            count(call);
        }
        last = news.isEmpty() ? last : news.getLast().sequence();
    }

    /** Upstream calls for that request. */
    int of(int number) {
        return number < calls.length ? calls[number] : 0;
    }

    /** Upstream calls for those requests. */
    int of(Collection<Integer> numbers) {
        return numbers.stream().mapToInt(this::of).sum();
    }

    int all() {
        return all;
    }

    /** The calls of each request that caused more than it may. */
    Map<Integer, List<String>> excess() {
        return excess;
    }

    /** Calls that bear no request's name. */
    int foreign() {
        return foreign;
    }

    /** How many calls each kind of fault befell; {@code none} for those that went well. */
    Map<String, Integer> faults() {
        return faults;
    }

    private void count(LoggedRequest call) {
        all++;
        String fault = call.fault();
        faults.merge(fault == null ? "none" : fault.substring(0, fault.indexOf('-')), 1, Integer::sum);
        String id = call.header("x-request-id");
        int number = id == null ? -1 : Wish.number(id);
        if (number < 0) {
            foreign++;
            return;
        }
        if (number >= calls.length) {
            calls = java.util.Arrays.copyOf(calls, Math.max(number + 1, calls.length * 2));
        }
        remember(number, call);
        calls[number] = (byte) Math.min(calls[number] + 1, Byte.MAX_VALUE);
    }

    private void remember(int number, LoggedRequest call) {
        List<String> known = latest.computeIfAbsent(number, _ -> new ArrayList<>());
        known.add("%d ms %s/%s %s"
                .formatted(call.receivedNanos() / 1_000_000 % 100_000, call.region(), call.model(), call.fault()));
        if (known.size() > Judge.MOST_ATTEMPTS) {
            excess.put(number, known);
        }
        if (latest.size() > REMEMBERED) {
            latest.remove(latest.keySet().iterator().next());
        }
    }
}
