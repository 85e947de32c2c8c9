package dev.meridian.edge.server;

import dev.meridian.edge.failover.Exchange;
import dev.meridian.edge.http.ResponseEncoder;
import dev.meridian.edge.openai.ApiError;
import dev.meridian.edge.server.Admission.Verdict;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client connection: requests in, one at a time and in order, answers out. Confined to its event loop.
 *
 * <p>It goes from waiting for a head, over receiving or skipping a body, to answering, and back.
 */
final class ClientConnection extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(ClientConnection.class);

    /** What the connection is doing. */
    enum Phase {
        WAITING,
        RECEIVING,
        SKIPPING,
        UPLOADING,
        ANSWERING,
        CLOSED
    }

    private final ServerParts parts;
    private final LoopContext loop;
    private final Channel channel;
    private final ClientWriter writer;
    private final Reply reply;
    private final RequestBody body;
    private final ConnectionWatch watch;
    private final ConnectionClock clock;
    private final RequestDecoder decoder;
    private Phase phase = Phase.WAITING;
    private @Nullable RequestHead head;
    private @Nullable Exchange exchange;
    private @Nullable Upload upload;
    private SkippedBody skipped = new SkippedBody();

    ClientConnection(ServerParts parts, LoopContext loop, Channel channel) {
        this.parts = parts;
        this.loop = loop;
        this.channel = channel;
        this.writer = new ClientWriter(channel, new RefusalLog(parts.access(), parts.admission()));
        this.reply = new Reply(this, writer);
        this.decoder =
                new RequestDecoder(this, Math.toIntExact(parts.limits().head().toBytes()));
        this.body = new RequestBody(parts.limits().body().toBytes(), parts.bodies());
        this.watch = new ConnectionWatch(this, channel, parts.management(), parts.limits());
        this.clock = watch.clock();
        loop.ticker().add(watch);
    }

    /** What decodes and encodes on this connection, and it. */
    void addTo(ChannelPipeline pipeline) {
        pipeline.addLast(decoder, new ResponseEncoder(writer::isHeadOnly), this);
    }

    /** Bytes came in, a whole message or not. */
    void bytesReceived(int count) {
        if (takesMore()) {
            clock.bytes(count);
        }
    }

    /** Whether what comes next can be taken: no answer is under way, and of those before the client has left no more than a little. */
    boolean takesMore() {
        return phase == Phase.WAITING ? channel.isWritable() : !isAnswering();
    }

    /** Whether a body goes on as it comes, so that reading is the upload's to begin and to stop. */
    boolean isUploading() {
        return phase == Phase.UPLOADING;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (phase == Phase.CLOSED || isAnswering()) {
            ReferenceCountUtil.release(message); // while answering, only what the connection's end has left of a head
        } else {
            take(message);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        phase = Phase.CLOSED;
        loop.ticker().remove(watch);
        cancelExchange();
        body.free();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (exchange != null) {
            exchange.clientWritable(isWritable());
        } else if (phase == Phase.WAITING && isWritable()) {
            clock.waiting();
            decoder.resume();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        Bugs.tell(LOG, "a connection is closed", cause);
        context.close();
    }

    /** Where the answers of this connection's exchanges go. */
    Reply reply() {
        return reply;
    }

    /** The upstream takes more of a body that comes in parts, or does not any more. */
    void readBody(boolean read) {
        Upload current = upload;
        if (current != null) {
            clock.receiving();
            current.open(read);
            if (upload == current) { // what was written may have called this again, and brought the upload to its end
                uploadProgressed(current);
            }
        }
    }

    /** The client shall see that its answer is not whole. */
    void abort() {
        exchange = null;
        channel.close();
    }

    boolean isWritable() {
        return channel.isWritable();
    }

    private void take(Object message) {
        if (message instanceof HttpRequest request) {
            takeHead(request);
        }
        if (message instanceof HttpContent content) {
            takeContent(content);
        }
    }

    private void takeHead(HttpRequest request) {
        writer.nextRequest(request);
        if (!parts.management().isListening()) {
            writer.closeAfter();
        }
        switch (parts.admission().judge(request)) {
            case Verdict.Admitted(RequestHead admitted) -> {
                head = admitted;
                phase = Phase.RECEIVING;
                clock.receiving();
                if (HttpUtil.is100ContinueExpected(request)) {
                    writer.proceed();
                }
                if (admitted.purpose() == RequestHead.Purpose.PASS_THROUGH && Upload.isFor(request)) {
                    phase = Phase.UPLOADING;
                    new Dispatch(parts, loop, this, admitted).upload();
                }
            }
            case Verdict.Refused(ApiError error, String reason, boolean close, HttpHeaders more) -> {
                parts.metrics().refused(reason);
                refuse(error, close || !SkippedBody.isFor(request), more);
            }
        }
    }

    /** Whether the present request is whole, so that what comes is the next one's. */
    private boolean isAnswering() {
        return phase == Phase.ANSWERING || (phase == Phase.UPLOADING && upload != null && upload.isComplete());
    }

    private void takeContent(HttpContent content) {
        if (phase == Phase.SKIPPING) {
            skip(content);
        } else if (phase == Phase.UPLOADING && upload != null) {
            upload(upload, content);
        } else if (phase != Phase.RECEIVING || content.decoderResult().isFailure()) {
            content.release();
            if (phase == Phase.RECEIVING) {
                refuse(Refusals.notHttp(), "malformed", true);
            }
        } else {
            receive(content);
        }
    }

    private void receive(HttpContent content) {
        switch (body.add(content.content())) {
            case OK -> {
                if (content instanceof LastHttpContent) {
                    dispatch();
                }
            }
            case TOO_LARGE -> refuse(tooLarge(), "body", true);
            case NO_ROOM -> refuse(Refusals.noRoom(), "overloaded", true);
        }
    }

    private ApiError tooLarge() {
        return Refusals.tooLarge(parts.limits().body().toBytes());
    }

    private void upload(Upload current, HttpContent content) {
        if (content.decoderResult().isFailure()) {
            content.release();
            endUpload(Refusals.notHttp(), "malformed");
        } else if (!current.offer(content)) {
            endUpload(tooLarge(), "body");
        } else {
            uploadProgressed(current);
        }
    }

    private void uploadProgressed(Upload current) {
        if (current.hasEnded() && phase == Phase.UPLOADING) {
            upload = null;
            phase = Phase.ANSWERING;
            clock.answering();
            channel.config().setAutoRead(true);
        }
    }

    /** The client is to blame: what runs for it ends, and it is told why, if its answer has not begun. */
    private void endUpload(ApiError why, String reason) {
        cancelExchange();
        if (writer.hasBegun()) {
            channel.close();
        } else {
            refuse(why, reason, true);
        }
    }

    /** An answer before the body is whole is the connection's last, since nobody waits for the rest of the body. */
    void closeUnlessReceived() {
        if (phase == Phase.UPLOADING) {
            writer.closeAfter();
        }
    }

    private void cancelExchange() {
        Exchange running = exchange;
        exchange = null;
        freeUpload();
        if (running != null) {
            running.cancel();
        }
    }

    private void freeUpload() {
        if (upload != null) {
            upload.free();
            upload = null;
        }
    }

    private void skip(HttpContent content) {
        switch (skipped.skip(content)) {
            case MORE -> {}
            case WHOLE -> await();
            case GIVEN_UP -> linger();
        }
    }

    private void refuse(ApiError error, String reason, boolean close) {
        parts.metrics().refused(reason);
        refuse(error, close, EmptyHttpHeaders.INSTANCE);
    }

    /** Answers before the body has come; what of it still comes is skipped, or the connection closed. */
    private void refuse(ApiError error, boolean close, HttpHeaders more) {
        body.free();
        head = null;
        if (close) {
            writer.closeAfter();
        }
        writer.error(error, null, more);
        if (writer.keepsAlive()) {
            phase = Phase.SKIPPING;
            skipped = new SkippedBody();
            clock.receiving();
        } else {
            linger();
        }
    }

    /** Closing while the client is sending would reset the connection, and with it the answer. */
    private void linger() {
        phase = Phase.CLOSED;
        watch.linger().begin(System.nanoTime());
        channel.config().setAutoRead(true);
        writer.endOutputWhenWritten(() -> watch.linger().outputEnded(System.nanoTime()));
    }

    private void dispatch() {
        RequestHead current = head;
        if (current != null) {
            phase = Phase.ANSWERING;
            clock.answering();
            new Dispatch(parts, loop, this, current).run(body.take());
        }
    }

    /** An exchange takes over the answer. */
    void start(Exchange started) {
        exchange = started;
        if (phase == Phase.UPLOADING) {
            upload = new Upload(started, channel, parts.limits().body().toBytes());
        }
        started.start();
    }

    /** Answers with an error of this edge's own. */
    void fail(ApiError error) {
        fail(error, EmptyHttpHeaders.INSTANCE);
    }

    /** The same, with headers besides the usual ones. */
    void fail(ApiError error, HttpHeaders more) {
        if (phase != Phase.CLOSED) {
            closeUnlessReceived();
            writer.error(error, head == null ? null : head.id(), more);
            answered();
        }
    }

    /** The answer has been written: the next request can come, if the connection stays. */
    void answered() {
        exchange = null;
        head = null;
        body.free();
        freeUpload();
        if (phase == Phase.CLOSED) {
            return;
        }
        if (phase == Phase.UPLOADING || !writer.keepsAlive()) {
            linger();
            return;
        }
        await();
        decoder.resume();
    }

    private void await() {
        phase = Phase.WAITING;
        clock.waiting();
        writer.awaitRequest();
    }

    Phase phase() {
        return phase;
    }

    /** Shows the clock to the exchange that runs, if one does. */
    void tickExchange(long now) {
        if (exchange != null) {
            exchange.tick(now);
        }
    }

    /** Whether it is the client that an upload waits for. */
    boolean isReadingUpload() {
        return upload != null && upload.isOpen();
    }

    /** Takes no further request. */
    void closeWhenWritten() {
        phase = Phase.CLOSED;
        writer.closeWhenWritten();
    }

    /** The client is too slow with its request. */
    void tooSlow() {
        switch (phase) {
            case SKIPPING -> channel.close(); // it has its answer
            case UPLOADING -> endUpload(Refusals.slow(), "timeout");
            default -> refuse(Refusals.slow(), "timeout", true);
        }
    }
}
