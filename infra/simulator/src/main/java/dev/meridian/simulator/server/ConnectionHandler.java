package dev.meridian.simulator.server;

import dev.meridian.simulator.answer.CallReader;
import dev.meridian.simulator.answer.Ending;
import dev.meridian.simulator.answer.Endpoint;
import dev.meridian.simulator.answer.Plan;
import dev.meridian.simulator.answer.Reading;
import dev.meridian.simulator.answer.Refusal;
import dev.meridian.simulator.log.Entry;
import dev.meridian.simulator.log.Outcome;
import dev.meridian.simulator.log.RequestLog;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** One connection: gathers requests and answers them in order. */
@SuppressWarnings("FutureReturnValueIgnored") // a failed write closes the channel, and that is seen
final class ConnectionHandler extends SimpleChannelInboundHandler<HttpObject> {
    /** Requests that may wait behind the one being answered; a client that pipelines more is cut off. */
    private static final int MAX_PIPELINED = 64;

    private static final String REGION_HEADER = "x-sim-region";
    private static final String CONTROL_PREFIX = "/_sim/";
    private static final byte[] CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final Listener listener;
    private final Service service;
    private final RequestLog log;
    private final long connection;
    private final ArrayDeque<Request> waiting = new ArrayDeque<>();
    private @Nullable HttpRequest head;
    private Upload upload = new Upload(Upload.MAX_BYTES);
    private long receivedNanos;
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
        if (head != null) {
            log.stats().uploadAbandoned();
        }
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
        ctx.close();
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, HttpObject message) {
        if (message.decoderResult().isFailure()) {
            refuse(ctx, Refusal.invalid("Malformed HTTP request", null));
            return;
        }
        if (message instanceof HttpRequest request) {
            begin(ctx, request);
        }
        if (message instanceof HttpContent content && head != null) {
            gather(ctx, head, content.content(), message instanceof LastHttpContent);
        }
    }

    private void begin(ChannelHandlerContext ctx, HttpRequest request) {
        head = request;
        receivedNanos = System.nanoTime();
        if (HttpUtil.getContentLength(request, 0L) > Upload.MAX_BYTES) {
            refuse(ctx, tooLarge());
        } else if (HttpUtil.is100ContinueExpected(request)) {
            ctx.writeAndFlush(Unpooled.wrappedBuffer(CONTINUE));
        }
    }

    private void gather(ChannelHandlerContext ctx, HttpRequest received, ByteBuf content, boolean last) {
        if (!upload.add(content)) {
            refuse(ctx, tooLarge());
        } else if (last) {
            Request request = request(received, upload.take());
            head = null;
            if (waiting.size() == MAX_PIPELINED) {
                drop();
                ctx.close();
            } else {
                waiting.add(request);
                next(ctx);
            }
        }
    }

    private Request request(HttpRequest received, byte[] body) {
        String uri = received.uri();
        int query = uri.indexOf('?');
        String path = query < 0 ? uri : uri.substring(0, query);
        String region = received.headers().get(REGION_HEADER);
        Endpoint endpoint = Endpoint.at(path);
        Reading reading = endpoint == null ? null : CallReader.read(endpoint, body);
        return new Request(
                connection,
                region == null ? listener.region() : region,
                received.method().name(),
                uri,
                path,
                received.headers(),
                body,
                HttpUtil.isKeepAlive(received),
                receivedNanos,
                reading);
    }

    private void next(ChannelHandlerContext ctx) {
        while (!busy && ctx.channel().isActive()) {
            Request request = waiting.poll();
            if (request == null) {
                return;
            }
            busy = true;
            if (listener.control() != null && request.path().startsWith(CONTROL_PREFIX)) {
                control(ctx, request, listener.control());
            } else if (listener.serves()) {
                answer(ctx, request);
            } else {
                refuse(ctx, Refusal.ofStatus(404));
            }
        }
    }

    private void answer(ChannelHandlerContext ctx, Request request) {
        Service.Answer answer = service.answer(request);
        Plan plan = answer.plan();
        Entry opened = log.open(
                new Entry.Head(
                        connection,
                        request.region(),
                        request.method(),
                        request.uri(),
                        request.headers(),
                        request.model(),
                        request.stream(),
                        answer.fault(),
                        plan.status(),
                        request.receivedNanos(),
                        System.nanoTime()),
                request.body());
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
                busy = false;
                next(ctx);
            });
        });
    }

    /** Answers and closes, since what follows on the connection cannot be told apart. */
    private void refuse(ChannelHandlerContext ctx, Refusal refusal) {
        head = null;
        upload = new Upload(0);
        drop();
        write(ctx, refusal.plan(), false);
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

    private static Refusal tooLarge() {
        String message = "Request body is larger than " + Upload.MAX_BYTES + " bytes, the limit";
        return new Refusal(413, message, Refusal.INVALID_REQUEST, null, null);
    }
}
