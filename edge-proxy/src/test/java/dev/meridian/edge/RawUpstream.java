package dev.meridian.edge;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/** An upstream that does on each connection exactly what it is told to, well formed or not; it has no list of models. */
final class RawUpstream implements AutoCloseable {
    /** What is done on one connection, which is closed after it. */
    @FunctionalInterface
    interface Conversation {
        /**
         * Goes on after the head of the first request.
         *
         * @param head the first request's, in small letters
         * @param in at its body
         */
        void hold(Socket client, String head, InputStream in) throws IOException;
    }

    private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final AtomicInteger connections = new AtomicInteger();
    private final Conversation conversation;

    RawUpstream(Conversation conversation) throws IOException {
        this.conversation = conversation;
        Thread.ofVirtual().start(this::accept);
    }

    String baseUrl() {
        return "http://127.0.0.1:" + socket.getLocalPort() + "/v1";
    }

    /** Connections with requests other than for the list of models. */
    int connections() {
        return connections.get();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    /** In small letters. */
    static String readHead(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("no request");
            }
            head.append((char) next);
        }
        return head.toString().toLowerCase(Locale.ROOT);
    }

    static void readBody(String head, InputStream in) throws IOException {
        int at = head.indexOf("content-length: ");
        if (at >= 0) {
            in.readNBytes(Integer.parseInt(head.substring(at + 16, head.indexOf('\r', at))));
        }
    }

    static void write(Socket client, String text) throws IOException {
        client.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    /** Reads for so long, and to the end if that comes sooner. */
    static void readFor(Socket client, InputStream in, int millis) throws IOException {
        client.setSoTimeout(millis);
        try {
            in.skipNBytes(Long.MAX_VALUE);
        } catch (IOException e) {
            return; // that long, or the end
        } finally {
            client.setSoTimeout(0);
        }
    }

    private void accept() {
        try {
            while (true) {
                Socket client = socket.accept();
                Thread.ofVirtual().start(() -> serve(client));
            }
        } catch (IOException e) {
            return; // closed
        }
    }

    private void serve(Socket client) {
        try (client) {
            InputStream in = new BufferedInputStream(client.getInputStream());
            String head = readHead(in);
            if (head.startsWith("get /v1/models")) {
                write(client, "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
                return;
            }
            connections.incrementAndGet();
            conversation.hold(client, head, in);
        } catch (IOException e) {
            return; // the edge has gone
        }
    }
}
