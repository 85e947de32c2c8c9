package dev.meridian.agent.loop;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import dev.meridian.agent.fake.LogLines;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ChangeLogTest {
    @RegisterExtension
    final LogLines lines = new LogLines(ChangeLog.class);

    @Test
    void stateIsLoggedWhenItChangesAndNotEachTimeItIsSeen() {
        ChangeLog reports = new ChangeLog("reports of the test");
        for (int i = 0; i < 100; i++) {
            reports.bad("REFUSED 401", "attempt " + i);
        }
        reports.bad("REFUSED 403", "another state");
        reports.good("ACCEPTED", "sequence 101");
        reports.good("ACCEPTED", "sequence 102");

        List<ILoggingEvent> own = lines.list().stream()
                .filter(line -> line.getFormattedMessage().startsWith("reports of the test"))
                .toList();
        assertThat(own)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly(
                        "reports of the test REFUSED 401 (was new): attempt 0",
                        "reports of the test REFUSED 403 (was REFUSED 401): another state",
                        "reports of the test ACCEPTED (was REFUSED 403): sequence 101");
        assertThat(own).extracting(ILoggingEvent::getLevel).containsExactly(Level.WARN, Level.WARN, Level.INFO);
    }
}
