package dev.meridian.agent.fake;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Stands between a client and an API server: plain HTTP on its side, TLS on the other. A request a connection, so that each
 * can be answered with an error instead, and open watches can be cut or left without a word.
 */
public final class ApiRelay implements AutoCloseable {
    private final ServerSocket server;
    private final int target;
    private final SSLContext tls;
    private final List<Passage> open = new CopyOnWriteArrayList<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private volatile @Nullable Integer status;
    private final Semaphore timedOut = new Semaphore(0);
    private volatile boolean silent;

    private static final class Passage {
        private final Socket client;
        private final Socket api;
        private volatile boolean dead;

        private Passage(Socket client, Socket api) {
            this.client = client;
            this.api = api;
        }

        private void pump(Socket from, Socket to) {
            byte[] buffer = new byte[8192];
            try (from;
                    to) {
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream();
                for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                    if (!dead) {
                        out.write(buffer, 0, read);
                    }
                }
            } catch (IOException _) {
                // One end has closed; so does the other.
            }
        }

        private void cut() {
            quietly(client);
            quietly(api);
        }
    }

    /** @param tls trusts the API server that listens on the port */
    public ApiRelay(int port, SSLContext tls) throws IOException {
        this.target = port;
        this.tls = tls;
        this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    /** Where it listens. */
    public int port() {
        return server.getLocalPort();
    }

    /** Answers every request so from now on; null passes them on again. */
    public void answer(@Nullable Integer status) {
        this.status = status;
    }

    /** Cuts every open connection, as an API server that ends. */
    public void cut() {
        open.forEach(Passage::cut);
        open.clear();
    }

    /** Swallows what is sent over open and new connections without closing them, as a network that drops packets. */
    public void fallSilent() {
        silent = true;
        open.forEach(passage -> passage.dead = true);
    }

    /** Passes new connections on again; those that were open stay dead. */
    public void speak() {
        silent = false;
    }

    /** Waits until a client has given up on a request that it fell silent on. */
    public void awaitTimeout() throws InterruptedException {
        timedOut.acquire();
    }

    /** The request lines so far. */
    public List<String> requests() {
        return List.copyOf(requests);
    }

    @Override
    public void close() {
        quietly(server);
        cut();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                Thread.ofVirtual().start(() -> serve(client));
            } catch (IOException _) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        try {
            String head = head(client.getInputStream());
            if (head.isEmpty()) {
                client.close();
                return;
            }
            requests.add(head.substring(0, head.indexOf('\r')));
            @Nullable Integer error = status;
            if (silent) {
                awaitEnd(client);
            } else if (error != null) {
                refuse(client, error);
            } else {
                pass(client, head);
            }
        } catch (IOException _) {
            quietly(client);
        }
    }

    private void pass(Socket client, String head) throws IOException {
        Socket api = tls.getSocketFactory().createSocket();
        api.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), target));
        Passage passage = new Passage(client, api);
        open.add(passage);
        boolean upgrade = head.toLowerCase(java.util.Locale.ROOT).contains("upgrade: websocket");
        String sent = upgrade ? head : head.replaceFirst("\r\n", "\r\nConnection: close\r\n");
        api.getOutputStream().write(sent.getBytes(StandardCharsets.ISO_8859_1));
        Thread.ofVirtual().start(() -> passage.pump(client, api));
        passage.pump(api, client);
        open.remove(passage);
    }

    private static void refuse(Socket client, int status) throws IOException {
        String body = """
                {"kind": "Status", "apiVersion": "v1", "status": "Failure", "message": "made by the test", "code": %d}""".formatted(status);
        try (client) {
            client.getOutputStream()
                    .write("""
                    HTTP/1.1 %d Made By The Test\r
                    Content-Type: application/json\r
                    Content-Length: %d\r
                    Connection: close\r
                    \r
                    %s""".formatted(status, body.length(), body).getBytes(StandardCharsets.ISO_8859_1));
        }
    }

    private void awaitEnd(Socket client) throws IOException {
        try (client) {
            client.getInputStream().skipNBytes(Long.MAX_VALUE);
        } catch (EOFException _) {
            // The client has left.
        } finally {
            timedOut.release();
        }
    }

    private static String head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                return "";
            }
            head.write(next);
        }
        return head.toString(StandardCharsets.ISO_8859_1);
    }

    private static void quietly(AutoCloseable closeable) {
        try {
            closeable.close();
        } catch (Exception _) {
            // It is gone either way.
        }
    }
}
