package dev.meridian.controller.store;

import dev.meridian.controller.settings.ConfigurationError;
import dev.meridian.routing.audit.AuditCheck;
import dev.meridian.routing.audit.AuditEntry;
import dev.meridian.routing.audit.AuditFact;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts a backup in the place of a store that no controller uses. The store before stays beside it. */
public final class Restore {
    /**
     * How much higher the epoch is than the backup's. Edges refuse a table that is older than theirs, so it must be above every
     * epoch since the backup; each start of a controller is one.
     */
    static final long EPOCHS = 1_000_000;

    private static final int PAGE = 1_000;

    private Restore() {}

    /**
     * Checks a copy of the backup (its pages, its schema, its audit), then puts it in place.
     *
     * @return what was done, for people
     * @throws ConfigurationError if the backup is no good, or a controller runs; then nothing was changed
     */
    public static String run(Path backup, Path dataDir, Instant now) {
        Path store = dataDir.resolve(SqliteControlStore.FILE_NAME);
        Path copy = dataDir.resolve(SqliteControlStore.FILE_NAME + ".restoring");
        try {
            if (!Files.isRegularFile(backup)) {
                throw new ConfigurationError("the backup " + backup + " does not exist");
            }
            Files.createDirectories(dataDir);
            SqliteFiles.delete(copy);
            Files.copy(backup, copy);
            long entries = checked(copy, backup, now);
            @Nullable Path kept = SqliteFiles.moveAside(store, now);
            Files.move(copy, store, StandardCopyOption.ATOMIC_MOVE);
            SqliteFiles.sync(store, dataDir);
            return "restored " + store + " from " + backup + ", whose audit of " + entries + " entries is whole"
                    + (kept == null ? "" : "; what was there is " + kept);
        } catch (IOException | SQLException e) {
            throw new ConfigurationError("the backup " + backup + " cannot be restored: " + e.getMessage(), e);
        } finally {
            SqliteFiles.deleteQuietly(copy);
        }
    }

    private static long checked(Path copy, Path backup, Instant now) throws SQLException {
        try (SqliteDatabase database = SqliteDatabase.open(copy)) {
            return database.transaction(db -> {
                requireIntact(db, backup);
                long entries = requireWholeAudit(db, backup);
                raiseEpoch(db);
                SqliteAudit.add(db, fact(now, backup));
                return entries;
            });
        }
    }

    /** The table that holds gets a new number too: it may say what no edge has any more, and a decision may confirm it. */
    private static void raiseEpoch(Connection db) throws SQLException {
        Sql.update(db, "UPDATE epoch SET epoch = epoch + " + EPOCHS);
        Sql.update(
                db,
                "UPDATE decision SET epoch = epoch + " + EPOCHS
                        + ", json = json_set(json, '$.table.version.epoch', epoch + " + EPOCHS + ")");
    }

    private static void requireIntact(Connection db, Path backup) throws SQLException {
        String damage = Sql.list(db, "PRAGMA integrity_check(1)", row -> row.getString(1))
                .getFirst();
        if (!damage.equals("ok")) {
            throw new ConfigurationError("the backup " + backup + " is damaged: " + damage);
        }
    }

    private static long requireWholeAudit(Connection db, Path backup) throws SQLException {
        AuditCheck check = new AuditCheck();
        long last = 0;
        List<AuditEntry> page;
        do {
            page = SqliteAudit.after(db, last, PAGE);
            for (AuditEntry entry : page) {
                requireNothing(check.add(entry), backup);
                last = entry.id();
            }
        } while (!page.isEmpty());
        requireNothing(check.end(), backup);
        return check.count();
    }

    private static void requireNothing(@Nullable String wrong, Path backup) {
        if (wrong != null) {
            throw new ConfigurationError("the audit of the backup " + backup + " is broken: " + wrong);
        }
    }

    private static AuditFact fact(Instant now, Path backup) {
        return new AuditFact(
                now,
                "restore",
                "controller",
                "store.restore",
                String.valueOf(backup.getFileName()),
                null,
                null,
                null,
                "none",
                AuditFact.Outcome.DONE,
                null);
    }
}
