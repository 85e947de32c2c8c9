package dev.meridian.edge.observe;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** Makes what it is asked for the first time, and keeps it. Thread-safe. */
final class Lookup<K, V> {
    private final Map<K, V> made = new ConcurrentHashMap<>();
    private final Function<K, V> maker;

    Lookup(Function<K, V> maker) {
        this.maker = maker;
    }

    /** The map's own computeIfAbsent may take a lock where there is nothing to make. */
    V of(K key) {
        V found = made.get(key);
        return found == null ? made.computeIfAbsent(key, maker) : found;
    }
}
