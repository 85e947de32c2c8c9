package dev.meridian.conformance.chaos;

import dev.meridian.conformance.gateway.Waiting;
import dev.meridian.conformance.wire.Answer;
import dev.meridian.conformance.wire.Ask;
import dev.meridian.conformance.wire.Body;
import dev.meridian.conformance.wire.Client;
import dev.meridian.conformance.wire.Head;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Makes requests as clients do, and says what came of them. Thread-safe. */
final class Caller implements AutoCloseable {
    private static final int SLOW_READ_BYTES = 4 * 1024;
    private static final Duration SLOW_READ_PAUSE = Duration.ofMillis(15);
    private static final int UPLOAD_PARTS = 6;
    private static final Duration UPLOAD_PAUSE = Duration.ofMillis(10);

    private final Connections connections = new Connections();
    private final String key;

    /** @param key that clients show */
    Caller(String key) {
        this.key = key;
    }

    /** Makes a request of that gateway; returns when all is over. */
    Heard call(Wish wish, URI gateway) throws InterruptedException {
        long started = System.nanoTime();
        boolean slow = wish.manner() == Wish.Manner.READS_SLOWLY;
        try {
            Client client = slow ? Client.slowTo(gateway, SLOW_READ_BYTES) : connections.take(gateway);
            Heard heard = on(client, wish, started);
            if (!slow && isReusable(heard)) {
                connections.giveBack(gateway, client);
            } else {
                client.close();
            }
            return heard;
        } catch (IOException _) {
            return new Heard(Heard.End.NOT_CONNECTED, null, started, started, System.nanoTime());
        }
    }

    @Override
    public void close() throws IOException {
        connections.close();
    }

    private Heard on(Client client, Wish wish, long started) throws InterruptedException {
        send(client, wish);
        long sent = System.nanoTime();
        Heard.End end = Heard.End.ANSWERED;
        Answer answer = null;
        try {
            if (wish.manner() == Wish.Manner.LEAVES && !comes(client, wish.patience())) {
                end = Heard.End.LEFT;
            } else {
                answer = read(client, wish.manner());
            }
        } catch (SocketTimeoutException _) {
            end = Heard.End.HUNG;
        } catch (IOException _) {
            end = Heard.End.NO_ANSWER;
        }
        boolean left = wish.manner() == Wish.Manner.LEAVES && end == Heard.End.ANSWERED;
        return new Heard(left ? Heard.End.LEFT : end, answer, started, sent, System.nanoTime());
    }

    /** Whoever cannot send all may have been answered already. */
    private void send(Client client, Wish wish) throws InterruptedException {
        byte[] request = request(wish);
        boolean uploads = wish.manner() == Wish.Manner.UPLOADS || wish.manner() == Wish.Manner.PASSES_THROUGH;
        int part = uploads ? request.length / UPLOAD_PARTS + 1 : request.length;
        try {
            for (int at = 0; at < request.length; at += part) {
                client.send(Arrays.copyOfRange(request, at, Math.min(request.length, at + part)));
                if (uploads) {
                    Waiting.pause(UPLOAD_PAUSE);
                }
            }
        } catch (IOException _) {
            return;
        }
    }

    private byte[] request(Wish wish) {
        Ask ask = wish.ask()
                .header("x-request-id: " + wish.id())
                .header("x-request-timeout-ms: " + wish.deadline().toMillis());
        byte[] http = ask.http(key);
        if (wish.manner() != Wish.Manner.PASSES_THROUGH) {
            return http;
        }
        String text = new String(http, StandardCharsets.ISO_8859_1);
        return text.replaceFirst("/v1/chat/completions", "/v1/files").getBytes(StandardCharsets.ISO_8859_1);
    }

    private static boolean comes(Client client, Duration patience) throws IOException {
        return patience.toMillis() > 0 && client.hasAnswerWithin(patience);
    }

    private static @Nullable Answer read(Client client, Wish.Manner manner) throws IOException, InterruptedException {
        Head head = client.head();
        while (head.status() < 200) {
            head = client.head();
        }
        Body body = client.body(head);
        if (manner == Wish.Manner.LEAVES) {
            return new Answer(head, body.readNBytes(100), body.whole());
        }
        byte[] bytes = manner == Wish.Manner.READS_SLOWLY ? slowly(body) : body.readAllBytes();
        return new Answer(head, bytes, body.whole());
    }

    private static byte[] slowly(Body body) throws IOException, InterruptedException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part = body.readNBytes(SLOW_READ_BYTES); part.length > 0; part = body.readNBytes(SLOW_READ_BYTES)) {
            all.writeBytes(part);
            Waiting.pause(SLOW_READ_PAUSE);
        }
        return all.toByteArray();
    }

    private static boolean isReusable(Heard heard) {
        Answer answer = heard.answer();
        return heard.end() == Heard.End.ANSWERED
                && answer != null
                && answer.whole()
                && !isFramedByClose(answer)
                && !answer.header("connection").equalsIgnoreCase("close");
    }

    private static boolean isFramedByClose(Answer answer) {
        return answer.status() != 204
                && !answer.head().has("content-length")
                && !answer.head().has("transfer-encoding");
    }
}
