package dev.meridian.conformance.kills;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Holds what writers were told against what the controller says after its restart. Told in this order each time: new entries of
 * the audit, the writes since, and the state as it stands. Not thread-safe.
 */
final class Checker {
    private static final String BEGIN = "0".repeat(64);

    private final Map<String, Entry> done = new HashMap<>();
    private final SortedMap<String, String> intents = new TreeMap<>();
    private final Set<String> open = new HashSet<>();
    private final Set<String> ended = new HashSet<>();
    private final List<String> lost = new ArrayList<>();
    private final List<String> halfApplied = new ArrayList<>();
    private long lastId;
    private String lastHash = BEGIN;

    /** Begins with a store that holds no change; regions have their intents of the file. */
    Checker(Map<String, String> intents) {
        this.intents.putAll(intents);
    }

    /** Where the next page of the audit begins. */
    long lastId() {
        return lastId;
    }

    /** The audit goes on. */
    void tell(List<Entry> entries) {
        for (Entry entry : entries) {
            if (entry.id() != lastId + 1 || !entry.previous().equals(lastHash)) {
                lost.add("the audit goes on with entry " + entry.id() + " after " + lastId
                        + ", which it does not follow");
            }
            lastId = entry.id();
            lastHash = entry.hash();
            if (entry.done()) {
                apply(entry);
            }
        }
    }

    /** A writer was told something. */
    void tell(Write write) {
        @Nullable Entry entry = done.get(write.requestId());
        if (write.isRefused() && entry != null) {
            halfApplied.add(write + " was refused, and yet entry " + entry.id() + " says that it was done");
        }
        if (write.isAcknowledged() && !isKept(write, entry)) {
            lost.add(write + " was acknowledged, and the audit does not have it");
        }
    }

    /** What holds now must be what the audit comes to: a change without its entry, or the other way round, shows here. */
    void tell(Map<String, String> intentsNow, Set<String> drainsNow) {
        if (!intents.equals(intentsNow)) {
            halfApplied.add("the intents are " + intentsNow + ", by the audit they are " + intents);
        }
        if (!open.equals(drainsNow)) {
            halfApplied.add("the drains are " + drainsNow + ", by the audit they are " + open);
        }
    }

    /** Acknowledged writes that are gone. */
    List<String> lost() {
        return List.copyOf(lost);
    }

    /** Changes of which only a part is there. */
    List<String> halfApplied() {
        return List.copyOf(halfApplied);
    }

    private void apply(Entry entry) {
        if (done.put(entry.requestId(), entry) != null) {
            halfApplied.add("request " + entry.requestId() + " was done twice");
        }
        switch (entry.action()) {
            case "intent.set" -> {
                if (!Objects.equals(intents.put(entry.target(), entry.after()), entry.before())) {
                    halfApplied.add("entry " + entry.id() + " tells of another intent before than the one that held");
                }
            }
            case "drain.start" -> open.add(entry.drain());
            case "drain.end" -> {
                open.remove(entry.drain());
                ended.add(entry.drain());
            }
            default -> halfApplied.add("entry " + entry.id() + " does what nobody asked for: " + entry.action());
        }
    }

    /** Who ends a drain that has ended is told that it has. */
    private boolean isKept(Write write, @Nullable Entry entry) {
        return switch (write.kind()) {
            case SET_INTENT -> entry != null && entry.after().equals(write.value());
            case START_DRAIN -> entry != null && entry.drain().equals(write.value());
            case END_DRAIN -> ended.contains(write.value());
        };
    }
}
