package dev.meridian.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.meridian.e2e.client.ChatClient;
import dev.meridian.e2e.client.Operator;
import dev.meridian.e2e.client.Reply;
import dev.meridian.e2e.world.Regions;
import dev.meridian.e2e.world.RunningProgram;
import dev.meridian.e2e.world.SharedWorld;
import dev.meridian.e2e.world.World;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** SIGKILL to a program while traffic flows: clients of the other regions notice nothing. */
@Order(7)
@ExtendWith(SharedWorld.class)
final class KillTest {
    /** A decision a second, a long poll and a JVM's start, on two busy cores. */
    private static final Duration REACTION = Duration.ofSeconds(60);

    @Test
    void controllerKilledCostsNoRequestAndComesBackWithItsDrainsAndWeights(World world) {
        Operator operator = world.operator();
        String drain = operator.drain(Regions.EU, "EMERGENCY", Duration.ofMinutes(10));
        operator.intend(Regions.AP, 40);
        await().atMost(REACTION).until(() -> operator.share(Regions.EU) == 0 && operator.share(Regions.AP) == 2_857);
        Regions.ALL.forEach(world::awaitTable);
        String before = operator.version();

        try (Load load = new Load(world.client(Regions.US))) {
            RunningProgram killed = world.controller();
            killed.kill();
            load.awaitMore(100);
            assertThat(world.client(Regions.US).table()).isEqualTo(before);
            world.restart(killed);
            load.awaitMore(50);
            assertThat(load.failures()).isEmpty();
        }

        assertThat(operator.drains()).containsExactly(drain);
        assertThat(operator.region(Regions.AP).path("intent").path("weight").asInt())
                .isEqualTo(40);
        assertThat(operator.share(Regions.EU)).isZero();
        assertThat(epoch(operator.version())).isGreaterThan(epoch(before));
        Regions.ALL.forEach(world::awaitTable);
    }

    @Test
    void regionKilledUnderLoadCostsNoRequestOfOtherRegionsAndRampsWhenItIsBack(World world) {
        Operator operator = world.operator();
        try (Load us = new Load(world.client(Regions.US));
                Load ap = new Load(world.client(Regions.AP))) {
            us.awaitMore(50);
            RunningProgram killed = world.edge(Regions.EU);
            us.aboutToKill();
            ap.aboutToKill();
            killed.kill();
            us.awaitMore(100);
            ap.awaitMore(100);
            await().atMost(REACTION).until(() -> operator.share(Regions.EU) == 0);
            us.awaitMore(50);

            world.restart(killed);
            await().atMost(REACTION).until(() -> operator.share(Regions.EU) > 0);
            assertThat(operator.share(Regions.EU)).isLessThan(3_571);
            await().atMost(REACTION).until(() -> operator.share(Regions.EU) == 3_571);
            assertThat(us.failures()).isEmpty();
            assertThat(ap.failures()).isEmpty();
        }
    }

    private static long epoch(String version) {
        return Long.parseLong(version.substring(0, version.indexOf('.')));
    }

    /** Requests of one client, one after another, half of them streams; those under way at a kill are told apart. */
    private static final class Load implements AutoCloseable {
        private final ExecutorService thread = Executors.newVirtualThreadPerTaskExecutor();
        private final AtomicBoolean open = new AtomicBoolean(true);
        private final AtomicBoolean killing = new AtomicBoolean();
        private final AtomicInteger answered = new AtomicInteger();
        private final List<String> failures = new CopyOnWriteArrayList<>();

        Load(ChatClient client) {
            thread.execute(() -> {
                for (int i = 0; open.get(); i++) {
                    boolean mayHaveBegun = killing.getAndSet(false);
                    String failure = i % 2 == 0 ? unary(client) : stream(client);
                    if (!failure.isEmpty() && !mayHaveBegun && !killing.getAndSet(false)) {
                        failures.add(failure);
                    }
                    answered.incrementAndGet();
                }
            });
        }

        /** What is under way now may be on the program that is killed next, and is lost with it. */
        void aboutToKill() {
            killing.set(true);
        }

        List<String> failures() {
            return failures;
        }

        void awaitMore(int requests) {
            int enough = answered.get() + requests;
            await().atMost(REACTION).until(() -> answered.get() >= enough);
        }

        @Override
        public void close() {
            open.set(false);
            thread.close();
        }

        private static String unary(ChatClient client) {
            Reply reply = client.ask();
            return reply.status() == 200 ? "" : reply.status() + " " + reply.body();
        }

        private static String stream(ChatClient client) {
            var answer = client.stream("hello");
            List<String> lines = answer.body().filter(line -> !line.isEmpty()).toList();
            boolean whole = answer.statusCode() == 200 && lines.getLast().equals("data: [DONE]");
            return whole ? "" : answer.statusCode() + " " + lines;
        }
    }
}
