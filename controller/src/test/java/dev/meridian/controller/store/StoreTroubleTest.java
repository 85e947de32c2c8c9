package dev.meridian.controller.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.meridian.controller.settings.ConfigurationError;
import dev.meridian.controller.wire.Wire;
import dev.meridian.routing.audit.AuditCheck;
import dev.meridian.routing.audit.AuditEntry;
import dev.meridian.routing.intent.RegionIntent;
import dev.meridian.routing.region.RegionId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that fails refuses writes with its reason, loses nothing, and is used again when it works. */
final class StoreTroubleTest {
    private static final RegionId US = new RegionId("us-west-2");

    @TempDir
    Path dir;

    @Test
    void fullDiskRefusesWritesUntilThereIsRoom() throws IOException {
        try (SmallDisk disk = SmallDisk.mount(dir.resolve("disk"));
                ControlStore store = SqliteControlStore.open(disk.folder(), new Wire())) {
            store.putIntent(US, new RegionIntent(1, true), Samples.fact(1));
            disk.fill();
            StoreFailure failure = firstFailure(store);

            assertThat(failure.reason()).isEqualTo("the disk is full");
            assertThat(store.trouble()).isEqualTo("the disk is full");
            int told = store.auditAfter(0, ControlStore.MAX_AUDIT_PAGE).size();
            assertThat(store.intents()).containsEntry(US, new RegionIntent(told, true));
            assertThat(store.isUsable()).isTrue();

            disk.makeRoom();
            store.putIntent(US, new RegionIntent(told + 1, true), Samples.fact(1));
            assertThat(store.intents()).containsEntry(US, new RegionIntent(told + 1, true));
            assertThatChainIsWhole(store);
        }
    }

    @Test
    void readOnlyDiskStopsTheStartAndSaysSo() throws IOException {
        try (SmallDisk disk = SmallDisk.mount(dir.resolve("disk"))) {
            SqliteControlStore.open(disk.folder(), new Wire()).close();
            disk.makeReadOnly();

            assertThatThrownBy(() -> SqliteControlStore.open(disk.folder(), new Wire()))
                    .isInstanceOf(ConfigurationError.class)
                    .hasMessageContaining("controller.db cannot be opened")
                    .hasMessageContaining("its folder is read-only");
        }
    }

    @Test
    void diskThatTurnsReadOnlyRefusesWritesAndIsReadOnAndAllIsThereOnceItIsMended() throws IOException {
        try (AbortedDisk disk = AbortedDisk.mount(dir.resolve("image"), dir.resolve("disk"))) {
            int told = 2;
            try (ControlStore store = SqliteControlStore.open(disk.folder(), new Wire())) {
                store.putIntent(US, new RegionIntent(1, true), Samples.fact(1));
                store.putIntent(US, new RegionIntent(told, true), Samples.fact(told));
                disk.turnReadOnly();
                StoreFailure failure = firstFailure(store);

                assertThat(failure.reason()).isEqualTo("the disk fails");
                assertThat(store.trouble()).isEqualTo("the disk fails");
                assertThat(store.intents()).containsEntry(US, new RegionIntent(told, true));
                assertThat(store.isUsable()).isTrue();
                assertThat(firstFailure(store).reason())
                        .as("the next connection finds it so")
                        .isEqualTo("its file is read-only");
                assertThat(store.intents()).containsEntry(US, new RegionIntent(told, true));
            }
            disk.mend();
            try (ControlStore store = SqliteControlStore.open(disk.folder(), new Wire())) {
                assertThat(store.intents()).containsEntry(US, new RegionIntent(told, true));
                store.putIntent(US, new RegionIntent(told + 1, true), Samples.fact(told + 1));
                assertThat(store.trouble()).isNull();
                assertThatChainIsWhole(store);
            }
        }
    }

    @Test
    void damagedFileStopsTheStartAndNamesTheWayBack() throws IOException {
        Path file = dir.resolve("controller.db");
        try (ControlStore store = SqliteControlStore.open(dir, new Wire())) {
            for (int i = 1; i <= 100; i++) {
                store.putIntent(US, new RegionIntent(i, true), Samples.fact(i));
            }
        }
        flipTheMiddle(file);

        assertThatThrownBy(() -> SqliteControlStore.open(dir, new Wire()))
                .isInstanceOf(ConfigurationError.class)
                .hasMessageContaining(file + " cannot be opened: its file is damaged")
                .hasMessageEndingWith("restore a backup: infra/bin/meridian restore BACKUP --data-dir " + dir);
    }

    private static StoreFailure firstFailure(ControlStore store) {
        return catchThrowableOfType(StoreFailure.class, () -> {
            for (int weight = 2; weight <= RegionIntent.MAX_WEIGHT; weight++) {
                store.putIntent(US, new RegionIntent(weight, true), Samples.fact(weight));
            }
        });
    }

    private static void assertThatChainIsWhole(ControlStore store) {
        AuditCheck check = new AuditCheck();
        List<AuditEntry> entries = store.auditAfter(0, ControlStore.MAX_AUDIT_PAGE);
        assertThat(entries).allSatisfy(entry -> assertThat(check.add(entry)).isNull());
    }

    /** Every page but the first, which says what the file is. */
    private static void flipTheMiddle(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        for (int i = 4_096; i < bytes.length; i += 7) {
            bytes[i] = (byte) ~bytes[i];
        }
        Files.write(file, bytes);
    }
}
