package dev.meridian.scenarios.world;

import dev.meridian.routing.decision.Received;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The latest message of each sender with its age, as the controller keeps them; forgotten after ten minutes. */
final class Inbox<T> {
    private static final int FORGET_SECONDS = 600;

    private final SortedMap<String, Arrived<T>> bySender = new TreeMap<>();
    private final int room;

    Inbox(int room) {
        this.room = room;
    }

    void arrived(String sender, T message, int second) {
        if (bySender.containsKey(sender) || bySender.size() < room) {
            bySender.put(sender, new Arrived<>(message, second));
        }
    }

    List<Received<T>> latest(int second) {
        bySender.values().removeIf(one -> second - one.second() > FORGET_SECONDS);
        List<Received<T>> latest = new ArrayList<>();
        bySender.values().forEach(one -> latest.add(new Received<>(one.message(), age(second, one))));
        return latest;
    }

    /** Messages come in the middle of a second, decisions are made at its beginning. */
    private static Duration age(int second, Arrived<?> one) {
        return Duration.ofMillis(Math.max(0, 1_000L * (second - one.second()) - 500));
    }

    private record Arrived<T>(T message, int second) {}
}
