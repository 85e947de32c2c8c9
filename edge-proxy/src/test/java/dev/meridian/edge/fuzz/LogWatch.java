package dev.meridian.edge.fuzz;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import dev.meridian.fixtures.fuzz.FuzzRun;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import org.slf4j.LoggerFactory;

/** Finds in the log what no input may cause: an exception, a bug, or a buffer that nobody released. */
public final class LogWatch extends AppenderBase<ILoggingEvent> implements AutoCloseable {
    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final FuzzRun run;

    public LogWatch(FuzzRun run) {
        this.run = run;
        if (ResourceLeakDetector.getLevel() != ResourceLeakDetector.Level.PARANOID) {
            throw new IllegalStateException("leaks are not looked for");
        }
        start();
        root.addAppender(this);
    }

    @Override
    protected void append(ILoggingEvent event) {
        String text = event.getFormattedMessage();
        if (event.getThrowableProxy() != null || text.contains("by a bug") || text.contains("LEAK:")) {
            run.failed("the log has: " + text);
        }
    }

    /** Leaks show when a later buffer is taken after the garbage collector has run. */
    @Override
    public void close() {
        for (int i = 0; i < 3; i++) {
            System.gc();
            PooledByteBufAllocator.DEFAULT.buffer(1).release();
        }
        root.detachAppender(this);
    }
}
