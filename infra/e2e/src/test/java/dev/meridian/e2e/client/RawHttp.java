package dev.meridian.e2e.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Sends bytes that no HTTP client would send. */
public final class RawHttp {
    /** The programs close what they cannot read at once; the longest wait for more is theirs, of 10 s. */
    private static final Duration LONGEST = Duration.ofSeconds(15);

    private static final int BUFFER = 16 * 1024;

    private RawHttp() {}

    /**
     * The first of the answer; empty where the connection is closed or reset without one.
     *
     * @throws UncheckedIOException if nothing listens, or the connection stays open in silence
     */
    public static String exchange(URI program, String bytes) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(program.getHost(), program.getPort()), (int) LONGEST.toMillis());
            socket.setSoTimeout((int) LONGEST.toMillis());
            return answer(socket, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String answer(Socket socket, String bytes) throws IOException {
        try {
            socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            byte[] answer = new byte[BUFFER];
            int length = socket.getInputStream().read(answer);
            return length <= 0 ? "" : new String(answer, 0, length, StandardCharsets.ISO_8859_1);
        } catch (SocketException _) {
            return ""; // reset while it was still being told
        }
    }
}
