package dev.meridian.simulator.server;

import dev.meridian.simulator.answer.Ending;
import dev.meridian.simulator.answer.Plan;
import dev.meridian.simulator.answer.Refusal;
import dev.meridian.simulator.log.Entry;
import dev.meridian.simulator.log.Outcome;
import dev.meridian.simulator.log.RequestLog;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Answers the requests of one connection, in their order. */
@SuppressWarnings("FutureReturnValueIgnored") // a failed write closes the channel, and that is seen
final class ConnectionHandler extends ChannelInboundHandlerAdapter {
    /** Requests that may wait behind the one being answered; a client that pipelines more is cut off. */
    private static final int MAX_PIPELINED = 64;

    /** Bytes of bodies that may wait, so that a connection never holds more than two of the largest. */
    private static final long MAX_PIPELINED_BYTES = Upload.MAX_BYTES;

    /** A close with unread bytes is a reset, which overtakes the refusal; this long the client's bytes are read away. */
    private static final long LINGER_MILLIS = 1_000;

    private static final String CONTROL_PREFIX = "/_sim/";

    private final Listener listener;
    private final Service service;
    private final RequestLog log;
    private final long connection;
    private final ArrayDeque<Request> waiting = new ArrayDeque<>();
    private @Nullable Refusal last;
    private @Nullable Entry entry;
    private @Nullable Player player;
    private boolean busy;
    private boolean dropped;

    ConnectionHandler(Listener listener, Service service, RequestLog log, long connection) {
        this.listener = listener;
        this.service = service;
        this.log = log;
        this.connection = connection;
    }

    /** What follows is the simulator's own doing, not the client's. */
    void drop() {
        dropped = true;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        log.stats().connected();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        log.stats().disconnected();
        waiting.clear();
        if (player != null) {
            player.cancel();
        }
        end(dropped ? Outcome.DROPPED : Outcome.CLIENT_CLOSED);
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (player != null && ctx.channel().isWritable()) {
            player.resume();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (!(cause instanceof IOException)) {
            System.err.println("simulator: connection " + connection + " closed by a bug: " + cause);
            drop();
        }
        ctx.close();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        switch (message) {
            case Request request -> waiting.add(request);
            case Refusal refusal -> last = refusal;
            default -> throw new IllegalStateException("a reader hands on requests and refusals only");
        }
        next(ctx);
        if (pipelinesTooMuch()) {
            drop();
            ctx.close();
        }
    }

    private boolean pipelinesTooMuch() {
        long bytes = 0;
        for (Request request : waiting) {
            bytes += request.body().length;
        }
        return waiting.size() > MAX_PIPELINED || bytes > MAX_PIPELINED_BYTES;
    }

    private void next(ChannelHandlerContext ctx) {
        while (!busy && !waiting.isEmpty() && ctx.channel().isActive()) {
            busy = true;
            start(ctx, waiting.remove());
        }
        if (!busy && last != null) {
            busy = true;
            drop();
            write(ctx, last.plan(), true);
            ctx.executor().schedule(() -> ctx.close(), LINGER_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private void start(ChannelHandlerContext ctx, Request request) {
        Control control = listener.control();
        if (control != null && request.path().startsWith(CONTROL_PREFIX)) {
            control(ctx, request, control);
        } else if (listener.serves()) {
            answer(ctx, request);
        } else {
            write(ctx, Refusal.ofStatus(404).plan(), false);
        }
    }

    private void answer(ChannelHandlerContext ctx, Request request) {
        Service.Answer answer = service.answer(request);
        Plan plan = answer.plan();
        Entry opened = log.open(head(request, answer), request.body());
        entry = opened;
        Ending ending = plan.ending();
        player = new Player(
                ctx,
                Wire.steps(plan, opened.sequence(), request.keepAlive()),
                ending == null ? null : ending.manner(),
                opened,
                outcome -> played(ctx, outcome, request.keepAlive()));
        player.play();
    }

    private Entry.Head head(Request request, Service.Answer answer) {
        return new Entry.Head(
                connection,
                request.region(),
                request.method(),
                request.uri(),
                request.headers(),
                request.model(),
                request.stream(),
                answer.fault(),
                answer.plan().status(),
                request.receivedNanos(),
                System.nanoTime());
    }

    private void played(ChannelHandlerContext ctx, Outcome outcome, boolean keepAlive) {
        end(outcome);
        player = null;
        if (!keepAlive) {
            ctx.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ignored -> ctx.close());
        } else if (outcome == Outcome.ANSWERED) {
            busy = false;
            next(ctx);
        }
    }

    private void end(Outcome outcome) {
        if (entry != null) {
            log.close(entry, outcome, System.nanoTime());
            entry = null;
        }
    }

    private void control(ChannelHandlerContext ctx, Request request, Control control) {
        Thread.ofVirtual().start(() -> {
            Plan plan = control.answer(request.method(), request.uri(), request.body());
            ctx.executor().execute(() -> {
                write(ctx, plan, request.keepAlive());
                busy = !request.keepAlive();
                next(ctx);
            });
        });
    }

    private static void write(ChannelHandlerContext ctx, Plan plan, boolean keepAlive) {
        for (Wire.Step step : Wire.steps(plan, 0, keepAlive)) {
            ctx.write(Unpooled.wrappedBuffer(step.bytes()));
        }
        ctx.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ignored -> {
            if (!keepAlive) {
                ctx.close();
            }
        });
    }
}
