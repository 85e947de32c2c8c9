package dev.meridian.edge.usage;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufInputStream;
import io.netty.util.concurrent.FastThreadLocal;
import java.io.IOException;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** Reads the usage of one answer that is no stream, from its end. Confined to one thread; buffers stay as they are. */
public final class UnaryUsage {
    /** Usage, and what may follow it: the Responses API's metadata of a request, of which clients send little. */
    static final int WINDOW = 4 * 1024;

    /** Inflating this much takes well under a millisecond, which an event loop can spare; what is more stays unknown. */
    private static final int MAX_INFLATED = 256 * 1024;

    /** Most answers are whole: their ends need no array of their own. */
    private static final FastThreadLocal<byte[]> SCRATCH = new FastThreadLocal<>() {
        @Override
        protected byte[] initialValue() {
            return new byte[WINDOW];
        }
    };

    private final @Nullable String encoding;
    private byte[] kept = new byte[0];
    private int length;
    private @Nullable Usage usage;

    /** @param encoding the answer's content encoding; null for none. Of any but gzip the usage stays unknown. */
    public UnaryUsage(@Nullable String encoding) {
        this.encoding = encoding == null || encoding.equalsIgnoreCase("identity") ? null : encoding;
    }

    /** The whole answer. */
    public void whole(ByteBuf answer) {
        if (encoding == null) {
            byte[] end = SCRATCH.get();
            int bytes = Math.min(WINDOW, answer.readableBytes());
            answer.getBytes(answer.writerIndex() - bytes, end, 0, bytes);
            usage = UsageText.last(end, bytes);
        } else if (encoding.equalsIgnoreCase("gzip")) {
            inflate(answer.duplicate());
            usage = UsageText.last(kept, length);
        }
    }

    /** The next part of an answer that is too large to be held. */
    public void part(ByteBuf part) {
        if (encoding == null) {
            keepEnd(part);
        }
    }

    /** The end of an answer in parts. */
    public void end() {
        usage = UsageText.last(kept, length);
    }

    /** What it says; null where it says nothing, or is not at its end. */
    public @Nullable Usage usage() {
        return usage;
    }

    private void keepEnd(ByteBuf bytes) {
        int added = Math.min(WINDOW, bytes.readableBytes());
        makeRoom(added);
        bytes.getBytes(bytes.writerIndex() - added, kept, length, added);
        length += added;
    }

    private void inflate(ByteBuf answer) {
        byte[] chunk = new byte[WINDOW];
        int inflated = 0;
        try (GZIPInputStream in = new GZIPInputStream(new ByteBufInputStream(answer))) {
            for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
                inflated += n;
                if (inflated > MAX_INFLATED) {
                    length = 0;
                    return;
                }
                makeRoom(n);
                System.arraycopy(chunk, 0, kept, length, n);
                length += n;
            }
        } catch (IOException e) {
            length = 0; // no gzip after all, which is the client's to find out: the usage is unknown
        }
    }

    /** Room at the end for so many bytes, at most a window; older ones make way. */
    private void makeRoom(int bytes) {
        int keep = Math.min(length, WINDOW - bytes);
        byte[] target = kept.length >= keep + bytes ? kept : new byte[length == 0 ? bytes : WINDOW];
        System.arraycopy(kept, length - keep, target, 0, keep);
        kept = target;
        length = keep;
    }
}
