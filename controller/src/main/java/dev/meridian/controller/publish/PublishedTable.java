package dev.meridian.controller.publish;

import dev.meridian.routing.table.RoutingTable;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CountDownLatch;
import java.util.zip.GZIPOutputStream;

/** A table as it is sent. The arrays are shared and must not be changed. */
final class PublishedTable {
    private final RoutingTable table;
    private final byte[] json;
    private final byte[] gzip;
    private final CountDownLatch replaced = new CountDownLatch(1);

    PublishedTable(RoutingTable table, byte[] json) {
        this.table = table;
        this.json = json;
        this.gzip = compressed(json);
    }

    RoutingTable table() {
        return table;
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

    /** Opens when there is a newer table, or the controller stops. */
    CountDownLatch replaced() {
        return replaced;
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
