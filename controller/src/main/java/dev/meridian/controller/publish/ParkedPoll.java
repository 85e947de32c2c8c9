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
    private final AtomicBoolean answered = new AtomicBoolean();

    ParkedPoll(TablePoll poll, AsyncContext context) {
        this.poll = poll;
        this.context = context;
    }

    TablePoll poll() {
        return poll;
    }

    /** Answers with a table, or that it has not changed. Returns false, and does nothing, where it is answered already. */
    boolean answer(PublishedTable table) {
        if (!answered.compareAndSet(false, true)) {
            return false;
        }
        try {
            poll.answer((HttpServletResponse) context.getResponse(), table);
        } catch (IOException e) {
            log.debug("a caller was gone before its table", e);
        }
        context.complete();
        return true;
    }

    /** Its caller has gone, or the web server has given it up. */
    boolean giveUp() {
        return answered.compareAndSet(false, true);
    }
}
