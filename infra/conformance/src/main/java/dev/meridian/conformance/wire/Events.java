package dev.meridian.conformance.wire;

import java.util.ArrayList;
import java.util.List;

/**
 * The events of a stream.
 *
 * @param data each event's data, in order; comments are left out
 */
public record Events(List<String> data) {
    /** What ends a stream that is complete. */
    public static final String DONE = "[DONE]";

    public Events {
        data = List.copyOf(data);
    }

    /** The events in that text. */
    public static Events ofText(String body) {
        List<String> data = new ArrayList<>();
        for (String event : body.replace("\r\n", "\n").split("\n\n", -1)) {
            for (String line : event.split("\n", -1)) {
                if (line.startsWith("data:")) {
                    data.add(line.substring("data:".length()).strip());
                }
            }
        }
        return new Events(data);
    }

    /** Whether the stream says that it is complete. */
    public boolean done() {
        return data.contains(DONE);
    }

    /** How many events say that something failed. */
    public long errors() {
        return data.stream().filter(Events::isError).count();
    }

    /** Whether the last event says that something failed. */
    public boolean endsInError() {
        return !data.isEmpty() && isError(data.getLast());
    }

    /** How many events contain a text. */
    public long containing(String text) {
        return data.stream().filter(event -> event.contains(text)).count();
    }

    private static boolean isError(String event) {
        return event.startsWith("{\"error\"");
    }
}
