package dev.meridian.controller.security;

import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/** A real API server over a real etcd, both of this test alone and on loopback. */
public final class KubeApiServer implements AutoCloseable {
    private static final String ADMIN_TOKEN = "admin-of-the-test";
    private static final Duration START = Duration.ofMinutes(2);

    private final List<Process> processes = new ArrayList<>();
    private final Path dir;
    private final int port;
    private final HttpClient client;

    /** Where {@code etcd} and {@code kube-apiserver} are looked for before the PATH. */
    public static Path folder() {
        String named = System.getenv("MERIDIAN_SERVERS");
        String cache = System.getenv("XDG_CACHE_HOME");
        Path caches = cache == null ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(cache);
        return named == null ? caches.resolve("meridian").resolve("servers") : Path.of(named);
    }

    public static boolean isThere() {
        return binary("etcd").isPresent() && binary("kube-apiserver").isPresent();
    }

    private static Optional<Path> binary(String name) {
        String path = Objects.requireNonNullElse(System.getenv("PATH"), "");
        return Stream.concat(
                        Stream.of(folder()),
                        Pattern.compile(File.pathSeparator).splitAsStream(path).map(Path::of))
                .map(folder -> folder.resolve(name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    public KubeApiServer(Path dir) throws IOException, GeneralSecurityException {
        this.dir = dir;
        this.port = freePort();
        try {
            int etcd = freePort();
            startEtcd(etcd);
            startApiServer(etcd);
            this.client = HttpClient.newBuilder()
                    .sslContext(Authorities.trusting(ca()))
                    .build();
            await().atMost(START)
                    .ignoreExceptions()
                    .until(() -> send("GET", "/readyz", "").statusCode() == 200);
        } catch (RuntimeException | IOException | GeneralSecurityException e) {
            close();
            throw e;
        }
    }

    public URI url() {
        return URI.create("https://127.0.0.1:" + port);
    }

    public Path ca() {
        return dir.resolve("certificates/apiserver.crt");
    }

    public void create(String path, String json) throws IOException, InterruptedException {
        HttpResponse<String> answer = send("POST", path, json);
        if (answer.statusCode() != 201) {
            throw new IOException("POST " + path + ": " + answer.body());
        }
    }

    /** A token of an account, asked for as kubelets do. */
    public String token(String namespace, String account, String audience) throws IOException, InterruptedException {
        HttpResponse<String> answer = send(
                "POST", "/api/v1/namespaces/" + namespace + "/serviceaccounts/" + account + "/token", """
                {"apiVersion": "authentication.k8s.io/v1", "kind": "TokenRequest",
                 "spec": {"audiences": ["%s"], "expirationSeconds": 3600}}""".formatted(
                                audience));
        return new JsonMapper().readTree(answer.body()).at("/status/token").stringValue();
    }

    @Override
    public void close() {
        for (Process process : processes.reversed()) {
            process.destroy();
            try {
                if (!process.waitFor(20, TimeUnit.SECONDS)) {
                    process.destroyForcibly().waitFor();
                }
            } catch (InterruptedException e) {
                process.destroyForcibly();
                Thread.currentThread().interrupt();
            }
        }
    }

    private void startEtcd(int etcd) throws IOException {
        String url = "http://127.0.0.1:" + etcd;
        String peer = "http://127.0.0.1:" + freePort();
        start(
                "etcd",
                "--data-dir=" + dir.resolve("etcd"),
                "--listen-client-urls=" + url,
                "--advertise-client-urls=" + url,
                "--listen-peer-urls=" + peer,
                "--initial-advertise-peer-urls=" + peer,
                "--initial-cluster=default=" + peer);
        await().atMost(START).until(() -> accepts(etcd));
    }

    private void startApiServer(int etcd) throws IOException, GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2_048);
        KeyPair pair = generator.generateKeyPair();
        Path secret = pem("PRIVATE KEY", pair.getPrivate().getEncoded());
        Path open = pem("PUBLIC KEY", pair.getPublic().getEncoded());
        Path tokens = Files.writeString(dir.resolve("tokens.csv"), ADMIN_TOKEN + ",admin,admin,\"system:masters\"\n");
        start(
                "kube-apiserver",
                "--etcd-servers=http://127.0.0.1:" + etcd,
                "--secure-port=" + port,
                "--bind-address=127.0.0.1",
                "--cert-dir=" + dir.resolve("certificates"),
                "--service-account-issuer=https://kubernetes.default.svc",
                "--service-account-signing-key-file=" + secret,
                "--service-account-key-file=" + open,
                "--authorization-mode=Node,RBAC",
                "--token-auth-file=" + tokens,
                "--service-cluster-ip-range=10.96.0.0/24");
        await().atMost(START).until(() -> accepts(port));
    }

    private void start(String program, String... arguments) throws IOException {
        List<String> command =
                new ArrayList<>(List.of(binary(program).orElseThrow().toString()));
        command.addAll(List.of(arguments));
        processes.add(new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(dir.resolve(program + ".log").toFile())
                .start());
    }

    private HttpResponse<String> send(String method, String path, String body)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(url().resolve(path))
                .timeout(Duration.ofSeconds(10))
                .header("Authorization", "Bearer " + ADMIN_TOKEN)
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private Path pem(String kind, byte[] der) throws IOException {
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return Files.writeString(
                dir.resolve(kind.charAt(1) + ".pem"),
                "-----BEGIN " + kind + "-----\n" + text + "\n-----END " + kind + "-----\n");
    }

    private static boolean accepts(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
