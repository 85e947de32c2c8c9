package dev.meridian.controller.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meridian.controller.settings.ConfigurationError;
import dev.meridian.controller.wire.Wire;
import dev.meridian.routing.decision.Decision;
import dev.meridian.routing.intent.RegionIntent;
import dev.meridian.routing.region.RegionId;
import dev.meridian.routing.table.TableVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteCommitListener;
import org.sqlite.SQLiteConnection;

final class SqliteControlStoreTest extends ControlStoreContract {
    @TempDir
    Path dir;

    @Override
    public ControlStore open() {
        return SqliteControlStore.open(dir.resolve("not/there/yet"), new Wire());
    }

    @Test
    void commitsAreSyncedAndLogged() {
        SqliteDatabase database = SqliteDatabase.open(dir.resolve("pragmas.db"));
        try (database) {
            assertThat(pragma(database, "journal_mode")).isEqualTo("wal");
            assertThat(pragma(database, "synchronous")).isEqualTo("2");
            assertThat(pragma(database, "foreign_keys")).isEqualTo("1");
            assertThat(pragma(database, "busy_timeout")).isEqualTo("5000");
            assertThat(pragma(database, "user_version")).isEqualTo("4");
        }
    }

    @Test
    void publishedTablesAreBoundedInBytesTooAndTheLatestStays() {
        try (ControlStore store = open()) {
            Decision first = Samples.decision(null, 1);
            store.keepTable(new KeptTable(first.table(), List.of()), new HistoryBounds(9, 1));
            assertThat(store.tablesAfter(TableVersion.NONE, 9)).hasSize(1);
            store.keepTable(new KeptTable(Samples.decision(first, 2).table(), List.of()), new HistoryBounds(9, 1));

            assertThat(store.tablesAfter(TableVersion.NONE, 9))
                    .extracting(Publication::version)
                    .containsExactly(new TableVersion(3, 2));
        }
    }

    @Test
    void failedTransactionLeavesNothingAndTheNextOneWorks() {
        try (SqliteDatabase database = SqliteDatabase.open(dir.resolve("broken.db"))) {
            assertThatThrownBy(() -> database.transaction(db -> {
                        Sql.update(db, "INSERT INTO meta VALUES ('a', 'b')");
                        return Sql.update(db, "INSERT INTO nowhere VALUES (1)");
                    }))
                    .isInstanceOf(StoreFailure.class);
            List<String> keys =
                    database.transaction(db -> Sql.list(db, "SELECT key FROM meta", row -> row.getString(1)));
            assertThat(keys).isEmpty();
        }
    }

    @Test
    void writerElsewhereHoldsUpNoReads() throws SQLException {
        try (ControlStore store = SqliteControlStore.open(dir, new Wire());
                Connection other = DriverManager.getConnection("jdbc:sqlite:" + dir.resolve("controller.db"))) {
            store.putIntent(Samples.US, new RegionIntent(7, true), Samples.fact(1));
            Sql.update(other, "BEGIN IMMEDIATE");
            Sql.update(other, "UPDATE intent SET weight = 8");
            long begin = System.nanoTime();

            assertThat(store.intents()).containsEntry(Samples.US, new RegionIntent(7, true));
            assertThat(store.isUsable()).isTrue();
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(SqliteDatabase.BUSY_TIMEOUT);
            assertThatThrownBy(() -> store.putIntent(Samples.US, new RegionIntent(9, true), Samples.fact(2)))
                    .isInstanceOfSatisfying(
                            StoreFailure.class,
                            failure -> assertThat(failure.reason()).isEqualTo("another process holds it"));
            Sql.update(other, "COMMIT");
            assertThat(store.intents()).containsEntry(Samples.US, new RegionIntent(8, true));
            store.putIntent(Samples.US, new RegionIntent(9, true), Samples.fact(2));
            assertThat(store.intents()).containsEntry(Samples.US, new RegionIntent(9, true));
        }
    }

    @Test
    void commitBeginsNoTransactionThatNobodyAskedFor() {
        AtomicInteger commits = new AtomicInteger();
        try (SqliteDatabase database = SqliteDatabase.open(dir.resolve("commits.db"))) {
            database.transaction(db -> {
                db.unwrap(SQLiteConnection.class).addCommitListener(counting(commits));
                return Sql.update(db, "INSERT INTO meta VALUES ('a', 'b')");
            });
        }
        assertThat(commits).hasValue(1);
    }

    private static SQLiteCommitListener counting(AtomicInteger commits) {
        return new SQLiteCommitListener() {
            @Override
            public void onCommit() {
                commits.incrementAndGet();
            }

            @Override
            public void onRollback() {}
        };
    }

    @Test
    void fileThatIsNoDatabaseStopsTheStart() throws IOException {
        Files.writeString(
                dir.resolve("controller.db"), "this is no database, and it is long enough to be sure of it".repeat(20));

        assertThatThrownBy(() -> SqliteControlStore.open(dir, new Wire()))
                .isInstanceOf(ConfigurationError.class)
                .hasMessageContaining("controller.db cannot be opened");
    }

    @Test
    void directoryThatIsAFileStopsTheStart() throws IOException {
        Path file = Files.writeString(dir.resolve("file"), "");

        assertThatThrownBy(() -> SqliteControlStore.open(file, new Wire())).isInstanceOf(ConfigurationError.class);
    }

    @Test
    void storeOfANewerProgramStopsTheStart() throws SQLException {
        try (Connection newer = DriverManager.getConnection("jdbc:sqlite:" + dir.resolve("controller.db"))) {
            Sql.update(newer, "PRAGMA user_version = 99");
        }

        assertThatThrownBy(() -> SqliteControlStore.open(dir, new Wire()))
                .isInstanceOf(ConfigurationError.class)
                .hasMessageContaining("has schema 99, this controller knows up to 4");
    }

    @Test
    void storeMadeBeforeThereWasAnAuditOpensAndKeepsWhatItHolds() throws Exception {
        try (Connection older = DriverManager.getConnection("jdbc:sqlite:" + dir.resolve("controller.db"));
                Statement statement = older.createStatement()) {
            statement.executeUpdate(Files.readString(Path.of("src/main/resources/store/V1__first.sql")));
            statement.executeUpdate("INSERT INTO intent VALUES ('us-west-2', 7, 1, 'ops', 0)");
            statement.executeUpdate("UPDATE epoch SET epoch = 41");
        }

        for (long epoch = 42; epoch <= 43; epoch++) {
            try (ControlStore store = SqliteControlStore.open(dir, new Wire())) {
                assertThat(store.intents()).containsEntry(new RegionId("us-west-2"), new RegionIntent(7, true));
                assertThat(store.epoch()).isEqualTo(epoch);
            }
        }
    }

    @Test
    void databaseOfAnotherProgramStopsTheStart() throws SQLException {
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + dir.resolve("controller.db"))) {
            Sql.update(other, "CREATE TABLE theirs (id INTEGER)");
        }

        assertThatThrownBy(() -> SqliteControlStore.open(dir, new Wire()))
                .isInstanceOf(ConfigurationError.class)
                .hasMessageContaining("is a database of another program");
    }

    @Test
    void decisionThatCannotBeReadIsLeftBehindButItsVersionIsNot() throws SQLException {
        try (ControlStore store = SqliteControlStore.open(dir, new Wire())) {
            store.saveDecision(TableVersion.NONE, Samples.decision(null, 1));
        }
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + dir.resolve("controller.db"))) {
            Sql.update(other, "UPDATE decision SET json = '{\"from\": \"the future\"}'");
        }
        try (ControlStore store = SqliteControlStore.open(dir, new Wire())) {
            assertThat(store.latestDecision()).isNull();
            assertThat(store.latestVersion()).isEqualTo(new TableVersion(3, 1));
            assertThat(store.saveDecision(store.latestVersion(), Samples.decision(null, 2)))
                    .isTrue();
        }
    }

    @Test
    void closedStoreSaysThatItIsNotUsable() {
        ControlStore store = SqliteControlStore.open(dir.resolve("closed"), new Wire());
        store.close();

        assertThat(store.isUsable()).isFalse();
        assertThatThrownBy(store::intents).isInstanceOf(StoreFailure.class);
    }

    private static String pragma(SqliteDatabase database, String name) {
        return database.transaction(db -> Sql.list(db, "PRAGMA " + name, row -> row.getString(1)))
                .getFirst();
    }
}
