package dev.meridian.conformance.wire;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;

/** The body of an answer as it comes, without its framing. Confined to one thread. */
public final class Body extends InputStream {
    private enum Framing {
        LENGTH,
        CHUNKED,
        CLOSE
    }

    private static final int MAX_CHUNK_LINE = 256;

    private final InputStream in;
    private final Framing framing;
    private long left;
    private boolean betweenChunks = true;
    private boolean over;
    private boolean whole;

    Body(InputStream in, Head head) {
        this.in = in;
        if (head.status() == 204 || head.status() == 304) {
            framing = Framing.LENGTH; // these have none, whatever their headers say
        } else if (head.header("transfer-encoding").equalsIgnoreCase("chunked")) {
            framing = Framing.CHUNKED;
        } else if (head.has("content-length")) {
            framing = Framing.LENGTH;
            left = Long.parseLong(head.header("content-length"));
        } else {
            framing = Framing.CLOSE;
            left = Long.MAX_VALUE;
        }
    }

    /** Whether the body came to the end that its framing tells; false while it has not ended. */
    public boolean whole() {
        return whole;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    /** The next bytes; -1 at the end, whether it is the right one or the connection has broken. */
    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
        try {
            return over ? -1 : readPart(to, offset, length);
        } catch (SocketException _) {
            return end(false); // reset
        }
    }

    /** All bytes up to and with a text; what came, where the body ends before. */
    public String readUntil(String text) throws IOException {
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        byte[] wanted = text.getBytes(StandardCharsets.UTF_8);
        for (int next = read(); next >= 0; next = read()) {
            read.write(next);
            if (next == (wanted[wanted.length - 1] & 0xff)
                    && read.toString(StandardCharsets.UTF_8).endsWith(text)) {
                break;
            }
        }
        return read.toString(StandardCharsets.UTF_8);
    }

    private int readPart(byte[] to, int offset, int length) throws IOException {
        if (framing == Framing.CHUNKED && betweenChunks && !nextChunk()) {
            return -1;
        }
        if (left == 0) {
            return end(true);
        }
        int read = in.read(to, offset, (int) Math.min(length, left));
        if (read < 0) {
            return end(framing == Framing.CLOSE);
        }
        left -= framing == Framing.CLOSE ? 0 : read;
        if (framing == Framing.CHUNKED && left == 0) {
            line();
            betweenChunks = true;
        }
        return read;
    }

    /** False at the end of the body. */
    private boolean nextChunk() throws IOException {
        String size = line();
        if (size.isEmpty()) {
            end(false);
            return false;
        }
        left = Long.parseLong(size, 16);
        betweenChunks = false;
        if (left > 0) {
            return true;
        }
        line();
        end(true);
        return false;
    }

    /** A line of the framing; empty at the end of the connection too. */
    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
            if (line.length() == MAX_CHUNK_LINE) {
                throw new IOException("the body's framing is broken: " + line);
            }
            line.append((char) next);
        }
        return line.toString().strip();
    }

    private int end(boolean atTheRightPlace) {
        over = true;
        whole = atTheRightPlace;
        return -1;
    }
}
