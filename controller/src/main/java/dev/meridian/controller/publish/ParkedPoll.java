package dev.meridian.controller.publish;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A poll whose caller waits for the next table. It has no thread: whoever has news for it answers it, once. Thread-safe. */
final class ParkedPoll {
    private static final Logger log = LoggerFactory.getLogger(ParkedPoll.class);

    private final TablePoll poll;
    private final AsyncContext context;
    private final AtomicBoolean claimed = new AtomicBoolean();

    ParkedPoll(TablePoll poll, AsyncContext context) {
        this.poll = poll;
        this.context = context;
    }

    TablePoll poll() {
        return poll;
    }

    /** True for the first only, who answers it or lets it go. */
    boolean claim() {
        return claimed.compareAndSet(false, true);
    }

    /** Answers with a table, or that it has not changed; for who has claimed it. */
    void answer(PublishedTable table) {
        try {
            poll.answer((HttpServletResponse) context.getResponse(), table);
        } catch (IOException | IllegalStateException e) { // the latter where the web server has ended the request
            log.debug("a caller was gone before its table", e);
        }
        try {
            context.complete();
        } catch (IllegalStateException e) {
            log.debug("a poll had ended before its answer", e);
        }
    }
}
