package dev.meridian.demo.view;

import java.time.Clock;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.List;

/** The latest events with their time of day. Thread-safe. */
public final class EventList {
    /** More than any screen shows. */
    private static final int MAX_EVENTS = 50;

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");

    private final Clock clock;
    private final ArrayDeque<String> events = new ArrayDeque<>();

    /** @param clock tells the time of day */
    public EventList(Clock clock) {
        this.clock = clock;
    }

    /** Adds an event that happens now. */
    public synchronized void add(String event) {
        if (events.size() == MAX_EVENTS) {
            events.removeFirst();
        }
        events.addLast(TIME.format(LocalTime.now(clock)) + "  " + event);
    }

    /** The events, the oldest first. */
    public synchronized List<String> all() {
        return List.copyOf(events);
    }
}
