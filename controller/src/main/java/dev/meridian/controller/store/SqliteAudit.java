package dev.meridian.controller.store;

import dev.meridian.routing.audit.AuditCheck;
import dev.meridian.routing.audit.AuditEntry;
import dev.meridian.routing.audit.AuditFact;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/** The statements of the table {@code audit}. */
final class SqliteAudit {
    private static final String COLUMNS =
            "id, at_ms, who, role, action, target, before, after, reason, request_id, outcome, why, previous, hash";

    private SqliteAudit() {}

    /** Adds a fact, within the transaction of what it tells of. */
    static AuditEntry add(Connection db, AuditFact fact) throws SQLException {
        List<AuditEntry> last =
                Sql.list(db, "SELECT " + COLUMNS + " FROM audit ORDER BY id DESC LIMIT 1", SqliteAudit::entry);
        AuditEntry entry = last.isEmpty()
                ? AuditEntry.next(1, AuditEntry.BEGIN, fact)
                : AuditEntry.next(last.getFirst().id() + 1, last.getFirst().hash(), fact);
        Sql.update(
                db,
                "INSERT INTO audit (" + COLUMNS + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                entry.id(),
                fact.at().toEpochMilli(),
                fact.who(),
                fact.role(),
                fact.action(),
                fact.target(),
                fact.before(),
                fact.after(),
                fact.reason(),
                fact.requestId(),
                fact.outcome().name(),
                fact.why(),
                entry.previous(),
                entry.hash());
        return entry;
    }

    static List<AuditEntry> after(Connection db, long id, int limit) throws SQLException {
        return Sql.list(
                db,
                "SELECT " + COLUMNS + " FROM audit WHERE id > " + id + " ORDER BY id LIMIT " + limit,
                SqliteAudit::entry);
    }

    static long cut(Connection db, Instant before, Instant now) throws SQLException {
        List<AuditEntry> last = Sql.list(
                db,
                "SELECT " + COLUMNS + " FROM audit WHERE id <"
                        + " (SELECT coalesce(min(id) FILTER (WHERE at_ms >= ?), max(id)) FROM audit)"
                        + " ORDER BY id DESC LIMIT 1",
                SqliteAudit::entry,
                before.toEpochMilli());
        if (last.isEmpty()) {
            return 0;
        }
        AuditEntry cut = last.getFirst();
        add(db, AuditCheck.cut(now, cut));
        Sql.update(db, "DELETE FROM audit_cut");
        Sql.update(db, "INSERT INTO audit_cut (through) VALUES (?)", cut.id());
        return Sql.update(db, "DELETE FROM audit WHERE id <= ?", cut.id());
    }

    private static AuditEntry entry(ResultSet row) throws SQLException {
        AuditFact fact = new AuditFact(
                Instant.ofEpochMilli(row.getLong(2)),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                row.getString(7),
                row.getString(8),
                row.getString(9),
                row.getString(10),
                AuditFact.Outcome.valueOf(row.getString(11)),
                row.getString(12));
        return new AuditEntry(row.getLong(1), fact, row.getString(13), row.getString(14));
    }
}
