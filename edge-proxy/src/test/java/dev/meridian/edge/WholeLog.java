package dev.meridian.edge;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.read.ListAppender;
import java.util.Objects;
import org.slf4j.LoggerFactory;

/** Catches all that this process logs at debug level, with stack traces, and keeps it off the console meanwhile. */
final class WholeLog implements AutoCloseable {
    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final Level level = Objects.requireNonNull(root.getLevel());
    private final Appender<ILoggingEvent> console = Objects.requireNonNull(root.getAppender("CONSOLE"));
    private final ListAppender<ILoggingEvent> events = new ListAppender<>();

    WholeLog() {
        events.start();
        root.detachAppender(console);
        root.addAppender(events);
        root.setLevel(Level.DEBUG);
    }

    /** What the edge and its libraries logged so far; the simulator, which is another program, is left out. */
    String text() {
        StringBuilder text = new StringBuilder();
        for (ILoggingEvent event : events.list.toArray(ILoggingEvent[]::new)) {
            if (!event.getLoggerName().startsWith("dev.meridian.simulator")) {
                text.append(event.getThreadName()).append(' ');
                text.append(event.getLoggerName()).append(": ");
                text.append(event.getFormattedMessage()).append(event.getMDCPropertyMap());
                text.append(ThrowableProxyUtil.asString(event.getThrowableProxy()))
                        .append('\n');
            }
        }
        return text.toString();
    }

    @Override
    public void close() {
        root.setLevel(level);
        root.detachAppender(events);
        root.addAppender(console);
    }
}
