package dev.meridian.edge.stream;

import dev.meridian.edge.usage.Usage;
import dev.meridian.edge.usage.UsageText;
import io.netty.buffer.ByteBuf;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/** What is known of one streamed answer from the bytes of it so far. Confined to one thread. */
public final class StreamState {
    private final SseScanner scanner = new SseScanner(this::event);
    private final int mostHeld;
    private final int choices;
    private final BitSet finished = new BitSet();
    private boolean content;
    private boolean whole;
    private boolean error;
    private int events;
    private @Nullable Usage usage;

    /**
     * @param mostHeld more events than these are taken for content, whatever they say
     * @param choices how many answers the stream brings
     */
    public StreamState(int mostHeld, int choices) {
        this.choices = choices;
        this.mostHeld = mostHeld;
    }

    /**
     * Looks at more bytes, but not beyond an error: the answer has failed, whatever comes after.
     *
     * @return the index of the first byte that was not looked at
     */
    public int feed(ByteBuf bytes) {
        return error ? bytes.readerIndex() : scanner.feed(bytes);
    }

    /** Whether there was content, or what is taken for it: an end without any, or too many events. */
    public boolean hasContent() {
        return content;
    }

    /** Whether there was a finish reason for each choice, or {@code [DONE]}, so that the stream may end. */
    public boolean isWhole() {
        return whole;
    }

    /** Whether the upstream said that it failed. */
    public boolean hasError() {
        return error;
    }

    /** Whether an event written now would not become part of another one. */
    public boolean atBoundary() {
        return scanner.atBoundary();
    }

    /** How many events there were. */
    public int events() {
        return events;
    }

    /** What the end of the stream says of its usage; null where it says nothing. */
    public @Nullable Usage usage() {
        return usage;
    }

    private boolean event(byte[] data, int length, boolean oversized, boolean named) {
        events++;
        if (oversized || events > mostHeld) {
            content = true;
        }
        if (oversized) {
            return true;
        }
        EventKind kind = content ? EventClassifier.glance(data, length) : EventClassifier.classify(data, length);
        switch (kind) {
            case CONTENT -> content = true;
            case FINISH -> {
                content = true;
                whole |= isLastFinish(data, length);
            }
            case DONE -> whole = true;
            case ERROR -> error = true;
            case PREAMBLE, BROKEN -> {}
        }
        if (whole) {
            lookForUsage(data, length);
        }
        return !error;
    }

    private boolean isLastFinish(byte[] data, int length) {
        if (choices > 1) {
            EventClassifier.addFinished(data, length, choices, finished);
        }
        return choices == 1 || finished.cardinality() == choices;
    }

    /** It comes with the finish reason, or after it. */
    private void lookForUsage(byte[] data, int length) {
        Usage found = UsageText.last(data, length);
        usage = found == null ? usage : found;
    }
}
