package dev.meridian.edge.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** What event loops hand over is written whole and in order, or counted; nobody waits for a slow disk. */
class LineWriterTest {
    private static final int CAPACITY = 10;

    private final Counter dropped = new SimpleMeterRegistry().counter("dropped");
    private final Sink sink = new Sink();

    @Test
    void entriesAreWrittenInOrderAsSoonAsNothingElseWaits() {
        LineWriter writer = started(CAPACITY);
        for (int i = 0; i < 3; i++) {
            writer.offer(entry("a" + i));
        }
        await().atMost(Duration.ofSeconds(10)).until(() -> sink.lines().size() == 3);
        assertThat(sink.lines()).extracting(LineWriterTest::id).containsExactly("a0", "a1", "a2");
        writer.offer(entry("later"));
        await().atMost(Duration.ofSeconds(10)).until(() -> sink.lines().size() == 4);
        writer.close();
        assertThat(sink.closed).isTrue();
        assertThat(dropped.count()).isZero();
    }

    @Test
    void fullQueueDropsAndCountsWhileNobodyWaits() {
        sink.stall();
        LineWriter writer = started(CAPACITY);
        writer.offer(entry("written"));
        await().atMost(Duration.ofSeconds(10)).until(sink::isStalled);
        for (int i = 0; i < CAPACITY + 7; i++) {
            writer.offer(entry("q" + i)); // would wait for ever, if it waited for the sink
        }
        assertThat(dropped.count()).isEqualTo(7);
        sink.resume();
        writer.close();
        assertThat(sink.lines()).hasSize(1 + CAPACITY);
        assertThat(sink.lines().getLast()).contains("\"q" + (CAPACITY - 1) + "\"");
    }

    @Test
    void entriesOfManyThreadsAreAllWrittenOnceEachInItsThreadsOrder() throws InterruptedException {
        int threads = 4;
        int each = 2_000;
        LineWriter writer = started(threads * each);
        List<Thread> loops = new ArrayList<>();
        for (int thread = 0; thread < threads; thread++) {
            String name = "t" + thread + "-";
            loops.add(Thread.ofPlatform().start(() -> {
                for (int i = 0; i < each; i++) {
                    writer.offer(entry(name + i));
                }
            }));
        }
        for (Thread loop : loops) {
            loop.join();
        }
        writer.close();
        assertThat(dropped.count()).isZero();
        assertThat(sink.lines()).hasSize(threads * each).doesNotHaveDuplicates();
        for (int thread = 0; thread < threads; thread++) {
            String name = "t" + thread + "-";
            assertThat(sink.lines().stream().map(LineWriterTest::id).filter(id -> id.startsWith(name)))
                    .hasSize(each)
                    .isSortedAccordingTo((a, b) -> number(a) - number(b));
        }
    }

    @Test
    void linesThatCannotBeWrittenAreCountedAndTheNextOnesAreTried() {
        sink.failing = true;
        LineWriter writer = started(CAPACITY);
        writer.offer(entry("lost"));
        await().atMost(Duration.ofSeconds(10)).until(() -> dropped.count() == 1);
        sink.failing = false;
        writer.offer(entry("kept"));
        writer.close();
        assertThat(sink.lines()).extracting(LineWriterTest::id).containsExactly("kept");
        assertThat(dropped.count()).isEqualTo(1);
    }

    @Test
    void sinkThatHasStalledDoesNotKeepTheEdgeFromStopping() {
        sink.stall();
        LineWriter writer = started(CAPACITY);
        writer.offer(entry("stuck"));
        writer.close(); // would wait for ever, if it waited for the sink
        assertThat(sink.lines()).isEmpty();
        sink.resume();
    }

    private LineWriter started(int capacity) {
        LineWriter writer = new LineWriter(sink, true, capacity, dropped);
        writer.start();
        return writer;
    }

    private static AccessEntry entry(String id) {
        return new AccessEntry(
                Instant.EPOCH,
                new AccessEntry.Asked(id, null, "POST", "/v1/chat/completions", null, false, List.of(), 0),
                AccessEntry.Served.BY_NONE,
                new AccessEntry.Told(200, "ok", null, -1, 0, 0));
    }

    private static String id(String line) {
        return line.replaceAll(".*\"id\":\"([^\"]*)\".*", "$1");
    }

    private static int number(String id) {
        return Integer.parseInt(id.substring(id.indexOf('-') + 1));
    }

    /** Takes lines, or stalls, or fails. */
    private static final class Sink extends OutputStream {
        private final ByteArrayOutputStream taken = new ByteArrayOutputStream();
        private volatile CountDownLatch mayGo = new CountDownLatch(0);
        private volatile boolean stalled;
        private volatile boolean failing;
        private volatile boolean closed;

        void stall() {
            mayGo = new CountDownLatch(1);
        }

        void resume() {
            mayGo.countDown();
        }

        boolean isStalled() {
            return stalled;
        }

        List<String> lines() {
            synchronized (taken) {
                return taken.toString(StandardCharsets.UTF_8).lines().toList();
            }
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            stalled = mayGo.getCount() > 0;
            try {
                mayGo.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            if (failing) {
                throw new IOException("no space");
            }
            synchronized (taken) {
                taken.write(bytes, offset, length);
            }
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
