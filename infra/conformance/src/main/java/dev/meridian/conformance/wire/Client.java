package dev.meridian.conformance.wire;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** One connection, on which anything can be said. Confined to one thread, but for {@link #close}. */
public final class Client implements AutoCloseable {
    /** Longer than any silence that a gateway's own limits allow, which are 30 s at most. */
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(45);

    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final int MAX_LINE = 64 * 1024;

    private final Socket socket;
    private final InputStream in;

    private Client(Socket socket, InputStream in) {
        this.socket = socket;
        this.in = in;
    }

    /** Connects to where the address says. */
    public static Client to(URI address) throws IOException {
        return connect(address, 0);
    }

    /** Connects with a small receive buffer, so that what is not read is soon not sent either. */
    public static Client slowTo(URI address, int receiveBytes) throws IOException {
        return connect(address, receiveBytes);
    }

    private static Client connect(URI address, int receiveBytes) throws IOException {
        Socket socket = new Socket();
        try {
            if (receiveBytes > 0) {
                socket.setReceiveBufferSize(receiveBytes);
            }
            socket.setTcpNoDelay(true);
            socket.setSoTimeout((int) LONGEST_SILENCE.toMillis());
            socket.connect(new InetSocketAddress(address.getHost(), address.getPort()), (int) CONNECT.toMillis());
            return new Client(socket, new BufferedInputStream(socket.getInputStream()));
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /** Sends bytes. */
    public Client send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
        return this;
    }

    /** Sends characters, each as one byte. */
    public Client send(String text) throws IOException {
        return send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** The head of the next answer, of an interim one too. */
    public Head head() throws IOException {
        List<String> lines = new ArrayList<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            lines.add(line);
        }
        return Head.parse(lines);
    }

    /** The body that follows that head. */
    public Body body(Head head) {
        return new Body(in, head);
    }

    /** The whole next answer. */
    public Answer answer() throws IOException {
        Head head = head();
        Body body = body(head);
        byte[] bytes = body.readAllBytes();
        return new Answer(head, bytes, body.whole());
    }

    /** Whether something of an answer, or the end of the connection, comes within a time. */
    public boolean hasAnswerWithin(Duration time) throws IOException {
        socket.setSoTimeout((int) time.toMillis());
        in.mark(1);
        try {
            in.read();
            in.reset();
            return true;
        } catch (SocketTimeoutException _) {
            return false;
        } catch (SocketException _) {
            return true;
        } finally {
            socket.setSoTimeout((int) LONGEST_SILENCE.toMillis());
        }
    }

    /** Whether the far side closes or resets the connection within a time, and says nothing more. */
    public boolean isClosedWithin(Duration time) throws IOException {
        socket.setSoTimeout((int) time.toMillis());
        try {
            return in.read() < 0;
        } catch (SocketTimeoutException _) {
            return false;
        } catch (SocketException _) {
            return true;
        } finally {
            socket.setSoTimeout((int) LONGEST_SILENCE.toMillis());
        }
    }

    /** Leaves, and says when on the monotonic clock. */
    public long leave() throws IOException {
        long now = System.nanoTime();
        socket.close();
        return now;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new IOException("the connection was closed before the head of an answer was complete");
            }
            if (line.length() == MAX_LINE) {
                throw new IOException("a line of the head is longer than " + MAX_LINE + " characters");
            }
            line.append((char) next);
        }
        return line.toString().stripTrailing();
    }
}
