package dev.meridian.conformance.gateway;

import dev.meridian.conformance.check.Expect;
import dev.meridian.conformance.wire.Answer;
import dev.meridian.conformance.wire.Ask;
import dev.meridian.conformance.wire.Client;
import dev.meridian.simulator.Simulator;
import dev.meridian.simulator.SimulatorSettings;
import dev.meridian.simulator.fault.Fault;
import dev.meridian.simulator.fault.FaultRule;
import dev.meridian.simulator.log.LoggedRequest;
import dev.meridian.simulator.log.Outcome;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/** The simulator behind a gateway, and what came to it from there. Thread-safe. */
public final class Upstream implements AutoCloseable {
    /** The region of the first edge, or of the gateway that is measured. */
    public static final String US = "us-west-2";

    /** The region of the second edge. */
    public static final String EU = "eu-west-1";

    /** An edge or a gateway reaches its upstream at once; only a program that hangs takes so long. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

    private static final Duration RESETTING = Duration.ofMillis(200);

    /** Bodies are compared where they are short, by their hash where they are not. */
    private static final int LOGGED_BODY_BYTES = 64 * 1024;

    private static final int LOGGED_REQUESTS = 5_000;

    /** Whoever asks each second misses none of them. */
    private static final int LOGGED_UNDER_LOAD = 20_000;

    /** Cases talk to the simulator itself at its main port, whose calls do not count. */
    private static final String DIRECT = "direct";

    private final Simulator simulator;
    private final String key;

    private Upstream(Simulator simulator, String key) {
        this.simulator = simulator;
        this.key = key;
    }

    /** On free ports. */
    static Upstream start(String key) {
        return start(0, key, key);
    }

    /**
     * At a port that a gateway is pointed at.
     *
     * @param keys that are accepted, the first of which the cases themselves show
     */
    static Upstream start(int port, String... keys) {
        return start(port, LOGGED_REQUESTS, LOGGED_BODY_BYTES, keys);
    }

    /** On free ports, for more requests than can be kept with their bodies. */
    static Upstream underLoad(String key) {
        return start(0, LOGGED_UNDER_LOAD, 0, key);
    }

    private static Upstream start(int port, int logged, int bodyBytes, String... keys) {
        SimulatorSettings defaults = SimulatorSettings.onFreePort();
        SimulatorSettings settings = new SimulatorSettings(
                        defaults.address(),
                        0,
                        DIRECT,
                        java.util.Map.of(),
                        null,
                        java.util.Set.copyOf(List.of(keys)),
                        defaults.models(),
                        1,
                        logged,
                        bodyBytes,
                        null)
                .withRegion(US, port)
                .withRegion(EU, 0);
        return new Upstream(Simulator.start(settings), keys[0]);
    }

    /** Where a gateway reaches it, {@code /v1} included. */
    public URI baseUrl() {
        return baseUrl(US);
    }

    /** Where a region's edge reaches it, {@code /v1} included. */
    public URI baseUrl(String region) {
        return simulator.baseUrl(region);
    }

    /** These faults befall every request from now on. */
    public void fault(Fault... faults) {
        simulator.faults().add(faults);
    }

    /** Adds a rule. */
    public void fault(FaultRule rule) {
        simulator.faults().add(rule);
    }

    /** No faults any more. */
    public void heal() {
        simulator.faults().clear();
    }

    /** Takes one rule away. */
    public void heal(String rule) {
        simulator.faults().remove(rule);
    }

    /** Closes the region's port and resets its connections; returns when that is done. */
    public void refuse(String region) throws InterruptedException {
        simulator.regions().refuse(region);
        // The connections are reset by another thread, and a request on one of them would still be answered.
        Waiting.pause(RESETTING);
    }

    /** Opens the region's port again. */
    public void accept(String region) {
        simulator.regions().accept(region);
    }

    /** What came from the gateway, oldest first, besides its own questions for the list of models. */
    public List<LoggedRequest> calls() {
        return simulator.log().requests().stream().filter(Upstream::isCall).toList();
    }

    /** Those calls of them that came after this one, as far as they are still remembered. */
    public List<LoggedRequest> callsAfter(long sequence) {
        long news = simulator.log().received() - sequence;
        return simulator.log().latest(Math.toIntExact(Math.min(news, LOGGED_UNDER_LOAD))).stream()
                .filter(call -> call.sequence() > sequence && isCall(call))
                .toList();
    }

    private static boolean isCall(LoggedRequest call) {
        return !call.region().equals(DIRECT) && !call.uri().equals("/v1/models");
    }

    /** The calls for a model. */
    public List<LoggedRequest> calls(String model) {
        return calls().stream().filter(call -> model.equals(call.model())).toList();
    }

    /** The models that were called for, in order. */
    public List<String> models() {
        return calls().stream().map(call -> String.valueOf(call.model())).toList();
    }

    /** Forgets the calls so far. */
    public void forget() {
        simulator.log().clear();
    }

    /** How many streams are open now. */
    public long openStreams() {
        return simulator.log().stats().view().openStreams();
    }

    /** How many requests are open now. */
    public long openRequests() {
        return simulator.log().stats().view().openRequests();
    }

    /** The call of that index, once it has come. */
    public LoggedRequest awaitCall(int index) throws InterruptedException {
        Waiting.until(LONGEST_WAIT, "upstream call " + (index + 1), () -> calls().size() > index);
        return calls().get(index);
    }

    /** The call of that index, once it is over. */
    public LoggedRequest awaitEnd(int index) throws InterruptedException {
        Waiting.until(
                LONGEST_WAIT,
                "upstream call " + (index + 1) + " to end",
                () -> calls().size() > index && calls().get(index).outcome() != Outcome.OPEN);
        return calls().get(index);
    }

    /** What the upstream itself answers, past the gateway; it is not counted as a call. */
    public Answer direct(Ask ask) throws IOException {
        try (Client client = Client.to(simulator.baseUrl())) {
            Answer answer = client.send(ask.http(key)).answer();
            Expect.that(answer.status() == 200, "the simulator itself to answer 200", answer);
            return answer;
        }
    }

    /** No faults, every port open, no calls remembered. */
    void reset() {
        simulator.faults().clear();
        simulator.regions().acceptAll();
        simulator.log().clear();
    }

    @Override
    public void close() {
        simulator.close();
    }
}
