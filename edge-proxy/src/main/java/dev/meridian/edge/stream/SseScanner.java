package dev.meridian.edge.stream;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;

/**
 * Finds the events in a stream of bytes, however the bytes are cut. Confined to one thread.
 *
 * <p>Lines end with LF, CRLF or CR; a blank line ends an event; only {@code data} and {@code event} fields are kept
 * (WHATWG HTML, 9.2.6).
 */
public final class SseScanner {
    /** An event larger than this is passed on unread; the largest real ones, whole tool calls, have a few KiB. */
    static final int MAX_EVENT = 256 * 1024;

    private static final byte[] DATA = {'d', 'a', 't', 'a', ':'};
    private static final byte[] EVENT = {'e', 'v', 'e', 'n', 't', ':'};

    /** Is told of each event that has data. */
    @FunctionalInterface
    public interface EventSink {
        /**
         * An event has ended.
         *
         * @param data the event's data in {@code [0, length)}; valid during the call only
         * @param oversized whether the data was longer than was kept
         * @param named whether the event has a name of its own
         * @return whether to look further
         */
        boolean event(byte[] data, int length, boolean oversized, boolean named);
    }

    private final EventSink sink;
    private byte[] line = new byte[512];
    private int lineLength;
    private byte[] data = new byte[512];
    private int dataLength;
    private boolean dataSeen;
    private boolean named;
    private boolean oversized;
    private boolean afterCr;
    private boolean atBoundary = true;

    public SseScanner(EventSink sink) {
        this.sink = sink;
    }

    /**
     * Looks at the readable bytes; neither they nor the indices change.
     *
     * @return the index of the first byte that was not looked at
     */
    public int feed(ByteBuf bytes) {
        for (int i = bytes.readerIndex(), end = bytes.writerIndex(); i < end; i++) {
            byte b = bytes.getByte(i);
            boolean secondOfCrLf = afterCr && b == '\n';
            afterCr = b == '\r';
            if (b == '\n' || b == '\r') {
                if (!secondOfCrLf && !endLine()) {
                    return i + 1;
                }
            } else {
                appendToLine(b);
            }
        }
        return bytes.writerIndex();
    }

    /** Whether no event has begun since the last blank line. */
    public boolean atBoundary() {
        return atBoundary;
    }

    private void appendToLine(byte b) {
        atBoundary = false;
        if (lineLength == line.length) {
            if (lineLength >= MAX_EVENT) {
                oversized = true;
                return;
            }
            line = Arrays.copyOf(line, Math.min(MAX_EVENT, lineLength * 2));
        }
        line[lineLength++] = b;
    }

    /** Whether to look further. */
    private boolean endLine() {
        if (lineLength == 0) {
            return endEvent();
        }
        if (startsWith(DATA)) {
            appendData();
        } else if (startsWith(EVENT)) {
            named = true;
        }
        lineLength = 0;
        return true;
    }

    private void appendData() {
        int from = DATA.length < lineLength && line[DATA.length] == ' ' ? DATA.length + 1 : DATA.length;
        int length = lineLength - from;
        int separator = dataSeen ? 1 : 0;
        dataSeen = true;
        if (dataLength + separator + length > MAX_EVENT) {
            oversized = true;
            return;
        }
        if (dataLength + separator + length > data.length) {
            data = Arrays.copyOf(data, Math.max(data.length * 2, dataLength + separator + length));
        }
        if (separator == 1) {
            data[dataLength++] = '\n';
        }
        System.arraycopy(line, from, data, dataLength, length);
        dataLength += length;
    }

    private boolean endEvent() {
        atBoundary = true;
        boolean further = !dataSeen || sink.event(data, dataLength, oversized, named);
        dataLength = 0;
        dataSeen = false;
        named = false;
        oversized = false;
        return further;
    }

    private boolean startsWith(byte[] prefix) {
        return lineLength >= prefix.length && Arrays.equals(line, 0, prefix.length, prefix, 0, prefix.length);
    }
}
