package dev.meridian.edge.server;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.util.IllegalReferenceCountException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The page of metrics. It takes memory for as long as its reader takes, and anybody may read it: whoever asks while the last
 * one is still being read shares it for a second, so that however many readers do not read, few pages are held. Thread-safe.
 */
final class SharedPage {
    private static final long SHARED_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Supplier<String> scrape;
    private final LongSupplier nanoTime;
    /** Who reads it holds it, and not this. */
    private @Nullable ByteBuf last;

    private long madeAt;

    /**
     * @param scrape makes a page
     * @param nanoTime {@link System#nanoTime}
     */
    SharedPage(Supplier<String> scrape, LongSupplier nanoTime) {
        this.scrape = scrape;
        this.nanoTime = nanoTime;
    }

    /** A page that the caller releases; making one takes some milliseconds. */
    synchronized ByteBuf page() {
        long now = nanoTime.getAsLong();
        if (last != null && now - madeAt < SHARED_NANOS) {
            try {
                return last.retainedDuplicate();
            } catch (IllegalReferenceCountException e) {
                last = null; // nobody is reading it any more
            }
        }
        byte[] bytes = scrape.get().getBytes(StandardCharsets.UTF_8);
        ByteBuf page = Unpooled.directBuffer(bytes.length, bytes.length).writeBytes(bytes);
        last = page.duplicate();
        madeAt = now;
        return page;
    }
}
