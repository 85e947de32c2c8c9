package dev.meridian.agent.http;

import java.util.LinkedHashMap;
import java.util.Map;

/** Remembers the connections that brought an answer before. Thread-safe. */
final class KnownConnections {
    /** Far more than are ever open at once; one forgotten too early is taken for a new one, which costs one exchange. */
    private static final int MAX = 4_096;

    private final Map<String, Boolean> labels = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > MAX;
        }
    };

    /** Whether a connection was seen before; from now on it was. An empty label is never known. */
    synchronized boolean isKnown(String label) {
        return !label.isEmpty() && labels.put(label, Boolean.TRUE) != null;
    }
}
