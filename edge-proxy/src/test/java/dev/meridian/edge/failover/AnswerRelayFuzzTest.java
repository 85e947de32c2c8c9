package dev.meridian.edge.failover;

import dev.meridian.edge.failover.AnswerRelay.Kind;
import dev.meridian.edge.failover.AnswerRelay.Progress;
import dev.meridian.edge.fuzz.Cuts;
import dev.meridian.edge.fuzz.StreamCorpus;
import dev.meridian.edge.openai.ApiPath;
import dev.meridian.fixtures.fuzz.FuzzRun;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a client is sent of a broken stream is what came, byte by byte, and a commitment is kept. */
class AnswerRelayFuzzTest {
    private static final int MOST_CUTS = 40;

    @Test
    void brokenStreamsAreRelayedAsTheyCameOrNotAtAll() {
        FuzzRun run = FuzzRun.of("relay", 20);
        run.cases().forEach(number -> {
            RandomGenerator random = run.random(number);
            byte[] stream = StreamCorpus.stream(random);
            boolean breaks = random.nextBoolean();
            try {
                Relayed whole = relay(List.of(stream), breaks);
                Relayed cut = relay(Cuts.of(random, stream, MOST_CUTS), breaks);
                String wrong = whole.judge(stream);
                if (wrong == null) {
                    wrong = cut.judge(stream);
                }
                boolean held = stream.length <= AnswerRelay.MAX_HELD_BYTES; // else it may be committed at the first cut
                if (wrong == null && held && !whole.text().equals(cut.text())) {
                    wrong = "whole: " + whole.text() + ", cut: " + cut.text();
                }
                if (wrong != null) {
                    run.failed(number, wrong, stream);
                }
            } catch (RuntimeException | StackOverflowError e) {
                run.failed(number, e.toString(), stream);
            }
        });
        run.finish();
    }

    /** As an attempt's reader does: until it fails, or to the end. */
    private static Relayed relay(List<byte[]> parts, boolean breaks) {
        Relayed client = new Relayed();
        AnswerRelay relay = new AnswerRelay(client, new ApiPath("/v1/chat/completions", ""), 1);
        relay.begin(200, new DefaultHttpHeaders(), Kind.MODEL_STREAM);
        for (byte[] part : parts) {
            ByteBuf buffer = Unpooled.buffer(part.length).writeBytes(part);
            client.parts.add(buffer);
            client.progress(relay.content(buffer));
            if (client.isOver()) {
                break;
            }
        }
        if (!client.isOver()) {
            client.progress(breaks ? relay.broken("gone") : relay.end());
        }
        relay.drop();
        return client;
    }

    private static final class Relayed implements ClientResponse {
        private final List<ByteBuf> parts = new ArrayList<>();
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private Progress last = Progress.HELD;
        private boolean committed;
        private boolean brokePromise;
        private int heads;
        private int ends;

        void progress(Progress next) {
            brokePromise |= committed && (next == Progress.FAULTY || next == Progress.HELD);
            committed |= next == Progress.COMMITTED;
            last = next;
        }

        boolean isOver() {
            return last == Progress.FAULTY || last == Progress.BROKEN_OFF;
        }

        String text() {
            return last + " " + bytes.toString(StandardCharsets.ISO_8859_1);
        }

        /** What is wrong, or null. */
        @Nullable
        String judge(byte[] stream) {
            String sent = bytes.toString(StandardCharsets.ISO_8859_1);
            String came = new String(stream, StandardCharsets.ISO_8859_1);
            if (brokePromise) {
                return "another attempt after content";
            }
            if (parts.stream().anyMatch(part -> part.refCnt() != 0)) {
                return "a buffer is not released";
            }
            return switch (last) {
                case HELD -> "held at the end";
                case FAULTY -> heads + ends == 0 && sent.isEmpty() ? null : "a failed answer was sent: " + sent;
                case COMMITTED -> heads == 1 && ends == 1 && sent.equals(came) ? null : "not as it came: " + sent;
                case BROKEN_OFF ->
                    heads == 1 && ends == 1 && isBrokenOff(sent, came) ? null : "not as it came: " + sent;
            };
        }

        /** It came so far, to an error of the upstream's, or all of it and then an error of the edge's. */
        private static boolean isBrokenOff(String sent, String came) {
            String told = sent.endsWith("\r\n") ? sent.substring(0, sent.length() - 1) : sent;
            if (came.startsWith(told)) {
                return sent.contains("\"error\"") || sent.contains("\"response.failed\"");
            }
            String more = sent.startsWith(came) ? sent.substring(came.length()) : "?";
            return more.strip().startsWith("data: {\"error\":{\"message\":");
        }

        @Override
        public void readBody(boolean read) {
            throw new IllegalStateException("a relay does not read bodies");
        }

        @Override
        public void progress(int attempts) {
            throw new IllegalStateException("a relay does not tell of attempts");
        }

        @Override
        public void full(int status, HttpHeaders headers, ByteBuf body) {
            head(status, headers);
            body(body);
            end();
        }

        @Override
        public void head(int status, HttpHeaders headers) {
            heads++;
        }

        @Override
        public void body(ByteBuf part) {
            bytes.writeBytes(ByteBufUtil.getBytes(part));
            part.release();
        }

        @Override
        public void end() {
            ends++;
        }

        @Override
        public void abort() {
            throw new IllegalStateException("a stream is broken off with an event");
        }

        @Override
        public boolean isWritable() {
            return true;
        }
    }
}
