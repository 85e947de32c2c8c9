package dev.meridian.controller.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/** The statements of the table {@code answer}. */
final class SqliteAnswers {
    private static final String COLUMNS = "who, key, fingerprint, at_ms, status, etag, location, body";

    private static final String LATEST_FIRST = "ORDER BY at_ms DESC, rowid DESC";

    private SqliteAnswers() {}

    /** One or none. */
    static List<KeptAnswer> find(Connection db, String who, String key, Instant now) throws SQLException {
        return Sql.list(
                db,
                "SELECT " + COLUMNS + " FROM answer WHERE who = ? AND key = ? AND at_ms > ?",
                SqliteAnswers::answer,
                who,
                key,
                oldest(now));
    }

    static int keep(Connection db, KeptAnswer answer) throws SQLException {
        Sql.update(
                db,
                "INSERT OR REPLACE INTO answer (" + COLUMNS + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                answer.who(),
                answer.key(),
                answer.fingerprint(),
                answer.at().toEpochMilli(),
                answer.status(),
                answer.etag(),
                answer.location(),
                answer.body());
        Sql.update(db, "DELETE FROM answer WHERE at_ms <= ?", oldest(answer.at()));
        if (answer.bytes() > ControlStore.SMALL_ANSWER_BYTES) {
            Sql.update(
                    db,
                    "DELETE FROM answer WHERE rowid IN (SELECT id FROM (SELECT rowid AS id, sum(octet_length(body)) OVER ("
                            + LATEST_FIRST + ") AS total, row_number() OVER (" + LATEST_FIRST
                            + ") AS place FROM answer WHERE octet_length(body) > " + ControlStore.SMALL_ANSWER_BYTES
                            + ") WHERE place > 1 AND total > " + ControlStore.MAX_ANSWER_BYTES + ")");
        }
        return Sql.update(
                db,
                "DELETE FROM answer WHERE rowid IN (SELECT rowid FROM answer " + LATEST_FIRST + " LIMIT -1 OFFSET "
                        + ControlStore.MAX_ANSWERS + ")");
    }

    private static long oldest(Instant now) {
        return now.minus(ControlStore.ANSWERS_ARE_KEPT).toEpochMilli();
    }

    private static KeptAnswer answer(ResultSet row) throws SQLException {
        return new KeptAnswer(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                Instant.ofEpochMilli(row.getLong(4)),
                row.getInt(5),
                row.getString(6),
                row.getString(7),
                row.getString(8));
    }
}
