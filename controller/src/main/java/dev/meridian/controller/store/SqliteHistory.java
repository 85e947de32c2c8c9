package dev.meridian.controller.store;

import dev.meridian.controller.wire.Wire;
import dev.meridian.routing.table.TableVersion;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** The statements of the table {@code published}. */
record SqliteHistory(Wire wire) {
    private static final String ORDER = "ORDER BY epoch DESC, version DESC";

    int keep(Connection db, KeptTable kept, HistoryBounds bounds) throws SQLException {
        byte[] gzip = compressed(wire.write(kept.table()));
        TableVersion version = kept.table().version();
        Sql.update(
                db,
                "INSERT OR REPLACE INTO published (epoch, version, at_ms, why, bytes, gzip) VALUES (?, ?, ?, ?, ?, ?)",
                version.epoch(),
                version.version(),
                kept.table().decidedAt().toEpochMilli(),
                String.join("\n", kept.why()),
                gzip.length,
                gzip);
        return Sql.update(
                db,
                "DELETE FROM published WHERE (epoch, version) IN (SELECT epoch, version FROM (SELECT epoch, version,"
                        + " sum(bytes) OVER (" + ORDER + ") AS total, row_number() OVER (" + ORDER + ") AS place"
                        + " FROM published) WHERE place > 1 AND (place > ? OR total > ?))",
                bounds.tables(),
                bounds.bytes());
    }

    /** One or none. */
    List<KeptTable> find(Connection db, TableVersion version) throws SQLException {
        return Sql.list(
                db,
                "SELECT why, gzip FROM published WHERE epoch = ? AND version = ?",
                row -> new KeptTable(wire.readTable(decompressed(row.getBytes(2))), lines(row.getString(1))),
                version.epoch(),
                version.version());
    }

    List<Publication> after(Connection db, TableVersion version, int limit) throws SQLException {
        return Sql.list(
                db,
                "SELECT epoch, version, at_ms, why FROM published WHERE (epoch, version) > (?, ?)"
                        + " ORDER BY epoch, version LIMIT ?",
                row -> new Publication(
                        new TableVersion(row.getLong(1), row.getLong(2)),
                        Instant.ofEpochMilli(row.getLong(3)),
                        lines(row.getString(4))),
                version.epoch(),
                version.version(),
                limit);
    }

    private static List<String> lines(String why) {
        return why.isEmpty() ? List.of() : List.of(why.split("\n", -1));
    }

    private static byte[] compressed(byte[] json) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(json);
        } catch (IOException e) {
            throw new UncheckedIOException("memory refused bytes", e);
        }
        return out.toByteArray();
    }

    private static byte[] decompressed(byte[] bytes) {
        try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            return gzip.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("a kept table is damaged", e);
        }
    }
}
