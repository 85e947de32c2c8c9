package dev.meridian.controller.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.controller.store.MemoryControlStore;
import dev.meridian.routing.audit.AuditEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

final class RetentionTest {
    private static final Actor ANA = new Actor("ana", "operator", "1");

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-24T10:00:00Z"));
    private final MemoryControlStore.Disk disk = new MemoryControlStore.Disk();
    private final MemoryControlStore store = new MemoryControlStore(disk);
    private final Retention retention = new Retention(store, Duration.ofDays(30), now::get);

    @Test
    void oldEntriesGoOnceADay() {
        tellEveryDay(40);
        retention.look();
        assertThat(store.auditAfter(0, 100))
                .extracting(AuditEntry::id)
                .startsWith(11L)
                .hasSize(31);

        tellEveryDay(1);
        retention.look();
        assertThat(store.auditAfter(0, 100)).extracting(AuditEntry::id).startsWith(12L);
    }

    @Test
    void allAreKeptUnlessItIsSet() {
        tellEveryDay(40);
        new Retention(store, null, now::get).look();

        assertThat(store.auditAfter(0, 100)).hasSize(40);
    }

    @Test
    void storeThatFailsIsAskedAgain() {
        tellEveryDay(40);
        disk.setBroken(true);
        retention.look();
        disk.setBroken(false);
        retention.look();

        assertThat(store.auditAfter(0, 100)).hasSize(31);
    }

    private void tellEveryDay(int days) {
        for (int day = 0; day < days; day++) {
            store.audit(ANA.did(now.get(), Actions.SET_INTENT, "us-west-2", null, null, null));
            now.set(now.get().plus(Duration.ofDays(1)));
        }
    }
}
