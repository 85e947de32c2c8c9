package dev.meridian.agent.loop;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs the state of one thing when it changes, never each time it is seen. For one thread. */
public final class ChangeLog {
    private static final Logger log = LoggerFactory.getLogger(ChangeLog.class);

    private final String subject;
    private String state = "new";

    /** Follows a thing; the subject begins its log lines. */
    public ChangeLog(String subject) {
        this.subject = subject;
    }

    /** The state is a good one. */
    public void good(String now, String why) {
        if (changes(now)) {
            log.info("{} {} (was {}): {}", subject, now, state, why);
            state = now;
        }
    }

    /** The state is one that somebody may have to do something about. */
    public void bad(String now, String why) {
        if (changes(now)) {
            log.warn("{} {} (was {}): {}", subject, now, state, why);
            state = now;
        }
    }

    private boolean changes(String now) {
        return !now.equals(state);
    }
}
