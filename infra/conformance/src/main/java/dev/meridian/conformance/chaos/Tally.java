package dev.meridian.conformance.chaos;

import dev.meridian.conformance.wire.Answer;
import java.util.Map;
import java.util.TreeMap;

/** Counts what clients heard. Thread-safe. */
final class Tally {
    private final Map<String, Integer> counts = new TreeMap<>();
    private int answered;
    private int upstreams;
    private int failedOver;

    /** One request is over. */
    synchronized void add(Wish wish, Heard heard) {
        Answer answer = heard.answer();
        if (heard.end() == Heard.End.ANSWERED && answer != null) {
            answered++;
            upstreams += Judge.isUpstreams(answer) ? 1 : 0;
            failedOver += Judge.isUpstreams(answer) && Judge.attempts(answer) > 1 ? 1 : 0;
        }
        counts.merge(words(wish, heard), 1, Integer::sum);
    }

    /** Requests that got a head and a body, or a stream. */
    synchronized int answered() {
        return answered;
    }

    /** Those of them that got what an upstream said. */
    synchronized int upstreams() {
        return upstreams;
    }

    /** Those of them that it took more than one upstream call for. */
    synchronized int failedOver() {
        return failedOver;
    }

    /** How many requests ended how. */
    synchronized Map<String, Integer> counts() {
        return new TreeMap<>(counts);
    }

    private static String words(Wish wish, Heard heard) {
        Answer answer = heard.answer();
        if (heard.end() != Heard.End.ANSWERED || answer == null) {
            return heard.end().name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
        }
        String who = Judge.isUpstreams(answer) ? "upstream" : "edge";
        String how = wish.ask().stream() && answer.status() == 200
                ? answer.events().errors() > 0 ? ", stream broken off" : ", stream"
                : "";
        return who + " " + answer.status() + how;
    }
}
