package dev.meridian.simulator;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;

/** A connection on which every byte is seen. */
final class RawClient implements AutoCloseable {
    /** Long enough for a loaded machine; only what must not come takes it whole. */
    private static final int PATIENCE_MILLIS = 10_000;

    private final Socket socket = new Socket();
    private final InputStream in;

    RawClient(int port) throws IOException {
        this(port, 64 * 1024);
    }

    RawClient(int port, int receiveBufferBytes) throws IOException {
        socket.setReceiveBufferSize(receiveBufferBytes);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        socket.setSoTimeout(PATIENCE_MILLIS);
        in = new BufferedInputStream(socket.getInputStream(), 64 * 1024);
    }

    /** How a reading ended. */
    enum End {
        CLOSED,
        RESET,
        SILENT
    }

    /**
     * What was read, as Latin-1, and how it ended.
     *
     * @param text a character a byte
     * @param end how it ended
     */
    record Reading(String text, End end) {
        String utf8() {
            return new String(text.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
        }
    }

    RawClient send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
        return this;
    }

    RawClient post(String path, String body) throws IOException {
        int length = body.getBytes(StandardCharsets.UTF_8).length;
        return send("POST " + path + " HTTP/1.1\r\nhost: sim\r\nauthorization: Bearer " + SimulatorSettings.DEFAULT_KEY
                + "\r\ncontent-length: " + length + "\r\n\r\n" + body);
    }

    RawClient chat(boolean stream, int tokens) throws IOException {
        return post("/v1/chat/completions", Client.chatBody("gpt-4.1", stream, tokens));
    }

    /** Reads until the text has come. */
    String readThrough(String text) throws IOException {
        StringBuilder read = new StringBuilder();
        while (read.length() < text.length() || read.indexOf(text, read.length() - text.length()) < 0) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("closed before \"" + text + "\": " + read);
            }
            read.append((char) next);
        }
        return read.toString();
    }

    /** Reads to the end of the connection. */
    Reading readAll() throws IOException {
        return readAll(PATIENCE_MILLIS);
    }

    /** Reads to the end of the connection, or until nothing comes for that long. */
    Reading readAll(int silenceMillis) throws IOException {
        socket.setSoTimeout(silenceMillis);
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        byte[] buffer = new byte[64 * 1024];
        while (true) {
            try {
                int length = in.read(buffer);
                if (length < 0) {
                    return new Reading(read.toString(StandardCharsets.ISO_8859_1), End.CLOSED);
                }
                read.write(buffer, 0, length);
            } catch (SocketTimeoutException e) {
                return new Reading(read.toString(StandardCharsets.ISO_8859_1), End.SILENT);
            } catch (SocketException e) {
                return new Reading(read.toString(StandardCharsets.ISO_8859_1), End.RESET);
            }
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
