package dev.meridian.conformance.kills;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;

/** An operator who changes something at random, one thing after the other, until nobody answers. */
final class Writer implements Callable<List<Write>> {
    private static final Duration DRAIN = Duration.ofHours(24);

    private final Api api;
    private final String name;
    private final Random random;
    private final List<String> regions;
    private final List<String> drains;
    private final List<Write> writes = new ArrayList<>();

    /**
     * A writer of one life of the controller.
     *
     * @param drains the open ones, which all writers may end
     */
    Writer(Api api, String name, Random random, List<String> regions, List<String> drains) {
        this.api = api;
        this.name = name;
        this.random = random;
        this.regions = regions;
        this.drains = new ArrayList<>(drains);
    }

    @Override
    public List<Write> call() throws InterruptedException {
        while (one()) {
            // The next one.
        }
        return writes;
    }

    /** False if nobody answered: whether it was done is not known. */
    private boolean one() throws InterruptedException {
        String id = name + "-" + writes.size();
        String region = regions.get(random.nextInt(regions.size()));
        int dice = random.nextInt(10);
        Write wish = dice < 6
                ? new Write(id, Write.Kind.SET_INTENT, region, "weight " + random.nextInt(1, 1_001) + " enabled", 0)
                : dice < 8 || drains.isEmpty()
                        ? new Write(id, Write.Kind.START_DRAIN, region, "", 0)
                        : new Write(id, Write.Kind.END_DRAIN, region, drains.remove(random.nextInt(drains.size())), 0);
        Write told = told(wish);
        writes.add(told);
        return told.status() != 0;
    }

    private Write told(Write wish) throws InterruptedException {
        try {
            HttpResponse<byte[]> answer = ask(wish);
            String value = wish.value();
            if (wish.kind() == Write.Kind.START_DRAIN && answer.statusCode() == 201) {
                value = Api.json(answer).path("id").asString("");
                drains.add(value);
            }
            return new Write(wish.requestId(), wish.kind(), wish.region(), value, answer.statusCode());
        } catch (IOException killed) {
            return wish;
        }
    }

    private HttpResponse<byte[]> ask(Write wish) throws IOException, InterruptedException {
        return switch (wish.kind()) {
            case SET_INTENT ->
                api.send(
                        "PUT",
                        "/v1/regions/" + wish.region() + "/intent",
                        "{\"weight\": " + wish.value().split(" ", -1)[1] + ", \"enabled\": true}",
                        wish.requestId());
            case START_DRAIN ->
                api.send(
                        "POST",
                        "/v1/drains",
                        "{\"region\": \"%s\", \"mode\": \"GRACEFUL\", \"reason\": \"a kill comes\", \"expiresAt\": \"%s\"}"
                                .formatted(wish.region(), Instant.now().plus(DRAIN)),
                        wish.requestId());
            case END_DRAIN -> api.send("DELETE", "/v1/drains/" + wish.value(), "", wish.requestId());
        };
    }
}
