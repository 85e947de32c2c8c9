package dev.meridian.edge;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import org.slf4j.LoggerFactory;

/** Catches what was logged, and fails where Netty reports a buffer that nobody released. */
final class LeakGuard implements AutoCloseable {
    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final ListAppender<ILoggingEvent> events = new ListAppender<>();

    LeakGuard() {
        assertThat(ResourceLeakDetector.getLevel()).isEqualTo(ResourceLeakDetector.Level.PARANOID);
        events.start();
        root.addAppender(events);
    }

    /** Everything that was logged so far, a line each. */
    String log() {
        StringBuilder log = new StringBuilder();
        for (ILoggingEvent event : events.list.toArray(ILoggingEvent[]::new)) {
            log.append(event.getFormattedMessage()).append('\n');
        }
        return log.toString();
    }

    /** Leaks show when a later buffer is taken after the garbage collector has run. */
    @Override
    public void close() {
        for (int i = 0; i < 3; i++) {
            System.gc();
            PooledByteBufAllocator.DEFAULT.buffer(1).release();
        }
        root.detachAppender(events);
        assertThat(log()).doesNotContain("LEAK:");
    }
}
