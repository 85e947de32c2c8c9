package dev.meridian.controller.store;

import dev.meridian.routing.intent.Drain;
import dev.meridian.routing.intent.DrainMode;
import dev.meridian.routing.region.RegionId;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/** The statements of the table {@code drain}. */
final class SqliteDrains {
    private static final String COLUMNS = "id, region, mode, reason, owner, started_ms, expires_ms, ended_ms, ended_by";

    private SqliteDrains() {}

    static List<Drain> open(Connection db) throws SQLException {
        return Sql.list(
                db,
                "SELECT " + COLUMNS + " FROM drain WHERE ended_ms IS NULL ORDER BY started_ms, id",
                SqliteDrains::drain);
    }

    static List<EndedDrain> ended(Connection db) throws SQLException {
        return Sql.list(
                db,
                "SELECT " + COLUMNS + " FROM drain WHERE ended_ms IS NOT NULL ORDER BY ended_ms DESC, rowid DESC LIMIT "
                        + ControlStore.MAX_ENDED_DRAINS,
                row -> new EndedDrain(drain(row), Instant.ofEpochMilli(row.getLong(8)), row.getString(9)));
    }

    static Drain add(Connection db, Drain drain) throws SQLException {
        for (Drain open : open(db)) {
            if (open.region().equals(drain.region())) {
                return open;
            }
        }
        Sql.update(
                db,
                "INSERT INTO drain (id, region, mode, reason, owner, started_ms, expires_ms)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?)",
                drain.id(),
                drain.region().value(),
                drain.mode().name(),
                drain.reason(),
                drain.owner(),
                drain.startedAt().toEpochMilli(),
                drain.expiresAt().toEpochMilli());
        return drain;
    }

    static boolean extend(Connection db, String id, Instant expiresAt) throws SQLException {
        return Sql.update(
                        db,
                        "UPDATE drain SET expires_ms = ? WHERE id = ? AND ended_ms IS NULL",
                        expiresAt.toEpochMilli(),
                        id)
                == 1;
    }

    static boolean end(Connection db, String id, String by, Instant at) throws SQLException {
        int ended = Sql.update(
                db,
                "UPDATE drain SET ended_ms = ?, ended_by = ? WHERE id = ? AND ended_ms IS NULL",
                at.toEpochMilli(),
                by,
                id);
        Sql.update(
                db,
                "DELETE FROM drain WHERE rowid IN (SELECT rowid FROM drain WHERE ended_ms IS NOT NULL"
                        + " ORDER BY ended_ms DESC, rowid DESC LIMIT -1 OFFSET " + ControlStore.MAX_ENDED_DRAINS + ")");
        return ended == 1;
    }

    private static Drain drain(ResultSet row) throws SQLException {
        return new Drain(
                row.getString(1),
                new RegionId(row.getString(2)),
                DrainMode.valueOf(row.getString(3)),
                row.getString(4),
                row.getString(5),
                Instant.ofEpochMilli(row.getLong(6)),
                Instant.ofEpochMilli(row.getLong(7)));
    }
}
