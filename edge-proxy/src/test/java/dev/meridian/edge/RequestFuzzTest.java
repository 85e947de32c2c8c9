package dev.meridian.edge;

import dev.meridian.edge.fuzz.Answers;
import dev.meridian.edge.fuzz.Answers.Answer;
import dev.meridian.edge.fuzz.Connections;
import dev.meridian.edge.fuzz.Cuts;
import dev.meridian.edge.fuzz.LogWatch;
import dev.meridian.edge.fuzz.RequestCorpus;
import dev.meridian.edge.fuzz.StrictUpstream;
import dev.meridian.fixtures.fuzz.FuzzRun;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Whatever a client sends, it is answered in well-formed HTTP or its connection is closed, and nothing is left of it. */
class RequestFuzzTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final int AT_ONCE = 64;

    /** One in so many clients waits until the edge closes; the others leave once they have an answer. */
    private static final int PATIENT = 25;

    /** One in so many clients leaves before it has an answer. */
    private static final int HASTY = 10;

    /** As many connections, at most, are this test's own, to ask for metrics. */
    private static final int OWN_CONNECTIONS = 10;

    private static final RequestCorpus CORPUS = new RequestCorpus(EdgeWorld.KEY);

    private final FuzzRun run = FuzzRun.of("requests", 20);
    private final AtomicLong served = new AtomicLong();
    private final AtomicLong unserved = new AtomicLong();

    @Test
    void brokenRequestsAreAnsweredOrTheConnectionIsClosed(@TempDir Path folder) throws Exception {
        try (LogWatch _ = new LogWatch(run);
                StrictUpstream upstream = new StrictUpstream(run, EdgeWorld.KEY);
                EdgeWorld world = EdgeWorld.alone(
                        folder,
                        "--HOLYSHEEP_BASE_URL=" + upstream.baseUrl(),
                        "--meridian.edge.limits.head-timeout=100ms",
                        "--meridian.edge.limits.body-idle=100ms",
                        "--meridian.edge.limits.keep-alive=2s",
                        "--meridian.edge.limits.connections=" + 2 * AT_ONCE,
                        "--meridian.edge.limits.buffered-bodies=1MB")) {
            try (Connections clients = new Connections(world.port(EdgeWorld.US), AT_ONCE)) {
                run.cases().forEach(number -> visit(clients, number));
                clients.await();
            }
            world.awaitQuiet();
            tellRefusals(world);
            if (upstream.seen() > served.get() + unserved.get()) {
                run.failed("the upstream saw " + upstream.seen() + " requests, " + served
                        + " were answered with 200 and " + unserved + " were given up");
            }
            nothingIsLeft(world);
        }
        if (served.get() < run.count() / 20) {
            run.failed("only " + served + " requests were good: nothing much was tried");
        }
        run.finish();
    }

    private void visit(Connections clients, long number) {
        RandomGenerator random = run.random(number);
        byte[] requests = CORPUS.requests(random);
        boolean patient = random.nextInt(PATIENT) == 0;
        boolean hasty = random.nextInt(HASTY) == 0;
        List<byte[]> parts = Cuts.of(random, requests, random.nextInt(4) == 0 ? 4 : 1);
        boolean heads = text(requests).contains("HEAD");
        clients.visit(new Connections.Visit(parts, came -> hasty || (!patient && isAnswered(came, heads)), ended -> {
            String wrong = judge(requests, heads, ended);
            if (wrong != null) {
                run.failed(number, wrong + "; came: " + ended.came(), requests);
            }
        }));
    }

    private static boolean isAnswered(String came, boolean heads) {
        Answers answers = Answers.read(came, heads);
        return !answers.answers().isEmpty() && answers.rest().isEmpty();
    }

    /** What is wrong, or null. */
    private @Nullable String judge(byte[] requests, boolean heads, Connections.Ended ended) {
        Answers answers = Answers.read(ended.came(), heads);
        long good = answers.answers().stream()
                .filter(answer -> answer.status() == 200)
                .count();
        served.addAndGet(good);
        if (ended.left() || answers.answers().stream().anyMatch(answer -> answer.status() != 200)) {
            unserved.addAndGet(Math.max(0, text(requests).split("HTTP/1", -1).length - 1 - good));
        }
        if (ended.hung()) {
            return "the edge neither answers nor closes";
        }
        if (answers.wrong() != null) {
            return "no HTTP: " + answers.wrong();
        }
        if (!ended.left() && !answers.rest().isEmpty() && !heads) {
            return "half an answer: " + answers.rest();
        }
        if (!ended.left()
                && answers.answers().isEmpty()
                && text(requests).strip().contains("\r\n\r\n")) {
            return "closed without a word";
        }
        return answers.answers().stream()
                .map(answer -> heads ? null : unlikeOpenAi(answer))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private static @Nullable String unlikeOpenAi(Answer answer) {
        if (answer.status() < 400 || answer.header("content-type").startsWith("text/plain")) {
            return null;
        }
        try {
            JsonNode error = JSON.readTree(answer.body()).path("error");
            boolean whole = error.path("message").isString()
                    && error.path("type").isString()
                    && error.has("code")
                    && error.has("param");
            return whole ? null : "not OpenAI's form of an error";
        } catch (JacksonException e) {
            return "the error is not JSON: " + e.getOriginalMessage();
        }
    }

    /** A connection that is closed without a word may have been one too many, which the edge counts. */
    private static void tellRefusals(EdgeWorld world) {
        String counts = world.metrics()
                .lines()
                .filter(line -> line.startsWith("meridian_edge_refusals_total"))
                .collect(Collectors.joining(", "));
        System.out.println("fuzz: requests: " + counts);
    }

    /** All connections and all room for bodies that there are can be had again. */
    private void nothingIsLeft(EdgeWorld world) throws Exception {
        world.awaitConnections(OWN_CONNECTIONS);
        String body = "{\"pad\":\"" + "x".repeat(1024 * 1024 - 200) + "\",\"model\":\"gpt-4.1\"}";
        if (world.chat(body).statusCode() != 200) {
            run.failed("room for bodies is lost");
        }
        List<RawClient> clients = new ArrayList<>();
        for (int i = 0; i < 2 * AT_ONCE - OWN_CONNECTIONS; i++) {
            RawClient client = new RawClient(world.port(EdgeWorld.US));
            clients.add(client);
            client.send("G");
        }
        for (RawClient client : clients) {
            if (!client.readToEnd().startsWith("HTTP/1.1 408")) {
                run.failed("a connection is lost");
            }
            client.close();
        }
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
