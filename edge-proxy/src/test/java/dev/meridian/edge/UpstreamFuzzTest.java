package dev.meridian.edge;

import dev.meridian.edge.fuzz.AnswerCorpus;
import dev.meridian.edge.fuzz.Answers;
import dev.meridian.edge.fuzz.Answers.Answer;
import dev.meridian.edge.fuzz.BrokenUpstream;
import dev.meridian.edge.fuzz.Connections;
import dev.meridian.edge.fuzz.LogWatch;
import dev.meridian.fixtures.fuzz.FuzzRun;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever an upstream answers, the client gets well-formed HTTP within the limits, and nothing that is not for it. */
class UpstreamFuzzTest {
    private static final int AT_ONCE = 64;

    /** Models are left alone for a while after a 429: with so many of them, most requests get to the upstream. */
    private static final int MODELS = 100_000;

    /** Headers of an answer that only speak of the connection to the upstream. */
    private static final List<String> HOP_BY_HOP =
            List.of("keep-alive: ", "proxy-authenticate: ", "trailer: ", "upgrade: ", "te: ", "proxy-connection: ");

    private final FuzzRun run = FuzzRun.of("upstream", 10);
    private final AtomicLong passed = new AtomicLong();

    @Test
    void brokenAnswersBecomeWellFormedOnes(@TempDir Path folder) throws Exception {
        Path config = Files.writeString(folder.resolve("config.yaml"), "circuit_breaker: {enabled: false}");
        try (LogWatch _ = new LogWatch(run);
                BrokenUpstream upstream = new BrokenUpstream(run);
                EdgeWorld world = EdgeWorld.alone(
                        folder,
                        "--HOLYSHEEP_BASE_URL=" + upstream.baseUrl(),
                        "--TIMEOUT_SECONDS=1",
                        "--meridian.edge.config-file=" + config,
                        "--meridian.edge.limits.first-content=200ms",
                        "--meridian.edge.limits.stream-idle=200ms",
                        "--meridian.edge.limits.keep-alive-ping=100ms",
                        "--meridian.edge.limits.request=1s",
                        "--meridian.edge.limits.keep-alive=2s",
                        "--meridian.edge.limits.upstream-idle=500ms")) {
            try (Connections clients = new Connections(world.port(EdgeWorld.US), AT_ONCE)) {
                run.cases().forEach(number -> visit(clients, upstream, number));
                clients.await();
            }
            world.awaitQuiet();
        }
        if (passed.get() < run.count() / 10) {
            run.failed("only " + passed + " answers were good: nothing much was tried");
        }
        run.finish();
    }

    private void visit(Connections clients, BrokenUpstream upstream, long number) {
        RandomGenerator random = run.random(-number);
        boolean head = random.nextInt(12) == 0;
        String request = head ? "HEAD /v1/files/f-1 HTTP/1.1\r\n" + headers(number) + "\r\n" : call(random, number);
        clients.visit(new Connections.Visit(
                List.of(request.getBytes(StandardCharsets.ISO_8859_1)),
                came -> !Answers.read(came, head).answers().isEmpty(),
                ended -> {
                    String wrong = judge(ended, head);
                    if (wrong != null) {
                        run.failed(
                                number,
                                wrong + "\n    came: " + ended.came() + "\n    to: " + request,
                                upstream.answer(number));
                    }
                }));
    }

    private static String call(RandomGenerator random, long number) {
        if (random.nextInt(6) == 0) {
            return "GET /v1/files/f-1 HTTP/1.1\r\n" + headers(number) + "\r\n";
        }
        String path = random.nextInt(4) == 0 ? "/v1/responses" : "/v1/chat/completions";
        String body = "{\"model\":\"m-%d\",\"stream\":%s}".formatted(number % MODELS, random.nextBoolean());
        String version = random.nextInt(12) == 0 ? "1.0" : "1.1";
        return "POST " + path + " HTTP/" + version + "\r\n" + headers(number) + "Content-Length: " + body.length()
                + "\r\n\r\n" + body;
    }

    private static String headers(long number) {
        return "Host: edge\r\nAuthorization: Bearer " + EdgeWorld.KEY + "\r\nContent-Type: application/json\r\n"
                + BrokenUpstream.CASE + ": " + number + "\r\nx-meridian-explain: 1\r\n";
    }

    /** What is wrong, or null. */
    private @Nullable String judge(Connections.Ended ended, boolean head) {
        Answers answers = Answers.read(ended.came(), head);
        if (ended.hung()) {
            return "the edge neither answers nor closes";
        }
        if (answers.wrong() != null) {
            return "no HTTP: " + answers.wrong();
        }
        if (answers.answers().isEmpty()) {
            // An answer that is passed on as it comes, and breaks, has no other end than this one.
            return answers.rest().contains("\r\n\r\n") ? null : "closed without an answer";
        }
        Answer answer = answers.answers().getFirst();
        passed.addAndGet(answer.status() == 200 ? 1 : 0);
        return answers.answers().size() > 1 ? "two answers to one request" : notForClients(answer);
    }

    private static @Nullable String notForClients(Answer answer) {
        for (String header : answer.headers()) {
            boolean evil = header.startsWith("x-meridian-") && header.contains(": " + AnswerCorpus.EVIL);
            if (evil || HOP_BY_HOP.stream().anyMatch(header::startsWith)) {
                return "a header that is not for clients: " + header;
            }
        }
        return null;
    }
}
