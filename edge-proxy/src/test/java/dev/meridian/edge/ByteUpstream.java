package dev.meridian.edge;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;

/** An upstream that answers the first request of each connection and closes it, without a word, at the second one. */
final class ByteUpstream implements AutoCloseable {
    private static final String BODY = "{\"choices\":[{\"message\":{\"content\":\"hi\"}}]}";
    private static final String ANSWER =
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + BODY.length() + "\r\n\r\n" + BODY;

    private final RawUpstream upstream = new RawUpstream(this::hold);
    private final String answer;
    private final AtomicInteger closed = new AtomicInteger();

    ByteUpstream() throws IOException {
        this(ANSWER);
    }

    /** @param answer what it answers, head and body, well formed or not */
    ByteUpstream(String answer) throws IOException {
        this.answer = answer;
    }

    String baseUrl() {
        return upstream.baseUrl();
    }

    /** Connections that were closed at their second request. */
    int closed() {
        return closed.get();
    }

    int answered() {
        return upstream.connections();
    }

    @Override
    public void close() throws IOException {
        upstream.close();
    }

    private void hold(Socket client, String head, InputStream in) throws IOException {
        RawUpstream.readBody(head, in);
        RawUpstream.write(client, answer);
        RawUpstream.readBody(RawUpstream.readHead(in), in);
        closed.incrementAndGet();
    }
}
