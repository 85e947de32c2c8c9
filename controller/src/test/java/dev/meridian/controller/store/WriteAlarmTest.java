package dev.meridian.controller.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class WriteAlarmTest {
    private final AtomicLong nanos = new AtomicLong(-7);
    private final WriteAlarm alarm = new WriteAlarm(nanos::get);

    @Test
    void writesThatAreTakenInTurnWithOthersThatFailDoNotEndIt() {
        for (int i = 0; i < 10; i++) {
            alarm.failed("the disk is full");
            nanos.addAndGet(WriteAlarm.QUIET.toNanos() / 2);
            alarm.succeeded();
            assertThat(alarm.trouble()).isEqualTo("the disk is full");
        }
    }

    @Test
    void endsAfterAWhileWithoutAFailure() {
        alarm.failed("the disk is full");
        nanos.addAndGet(WriteAlarm.QUIET.toNanos() + 1);
        assertThat(alarm.trouble()).isEqualTo("the disk is full");
        alarm.succeeded();
        assertThat(alarm.trouble()).isNull();
    }

    @Test
    void latestReasonCounts() {
        alarm.failed("the disk is full");
        alarm.failed("its file is damaged");
        assertThat(alarm.trouble()).isEqualTo("its file is damaged");
    }
}
