package dev.meridian.controller.publish;

import dev.meridian.routing.table.RoutingTable;
import dev.meridian.routing.table.TableVersion;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** A table as it is sent, serialised and compressed once. The arrays are shared and must not be changed. */
final class PublishedTable {
    private final RoutingTable table;
    private final byte[] json;
    private final byte[] gzip;

    PublishedTable(RoutingTable table, byte[] json) {
        this.table = table;
        this.json = json;
        this.gzip = compressed(json);
    }

    RoutingTable table() {
        return table;
    }

    boolean hasVersion(TableVersion version) {
        return table.version().equals(version);
    }

    byte[] json() {
        return json;
    }

    byte[] gzip() {
        return gzip;
    }

    /** The HTTP entity tag, with its quotes. */
    String etag() {
        return "\"" + table.version() + "\"";
    }

    /** Whether an {@code If-None-Match} names this table. */
    boolean isKnownBy(@Nullable String entityTags) {
        return entityTags != null
                && Arrays.stream(entityTags.split(",", -1))
                        .map(tag -> tag.strip().replaceFirst("^W/", ""))
                        .anyMatch(tag -> tag.equals("*") || tag.equals(etag()));
    }

    private static byte[] compressed(byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("memory refused bytes", e);
        }
        return out.toByteArray();
    }
}
