package dev.meridian.edge.server;

import dev.meridian.edge.openai.ApiError;
import dev.meridian.edge.openai.Headers;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpHeadersFactory;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Writes the answers of one client connection, each framed as its request allows. Confined to the event loop. */
final class ClientWriter {
    private static final HttpHeadersFactory UNVALIDATED =
            DefaultHttpHeadersFactory.headersFactory().withValidation(false);

    private final Channel channel;
    private final RefusalLog refusals;
    private boolean keepAlive = true;
    private boolean http10;
    private boolean headOnly;
    private boolean begun;

    /** @param refusals is told of the answers of {@link #error} */
    ClientWriter(Channel channel, RefusalLog refusals) {
        this.channel = channel;
        this.refusals = refusals;
    }

    /** The next answers are to this request. */
    void nextRequest(HttpRequest request) {
        HttpVersion version = request.protocolVersion();
        http10 = version.majorVersion() == 1 && version.minorVersion() == 0;
        keepAlive = HttpUtil.isKeepAlive(request);
        begun = false;
        refusals.nextRequest(request);
        headOnly = request.method().equals(HttpMethod.HEAD);
    }

    /** The answer is written: another one, to what is no request yet, has a body. */
    void awaitRequest() {
        headOnly = false;
    }

    /** This answer is the connection's last. */
    void closeAfter() {
        keepAlive = false;
    }

    /** Whether the present request is a HEAD, whose answer has no body. */
    boolean isHeadOnly() {
        return headOnly;
    }

    /** Whether the answer has begun, so that no other one can be given. */
    boolean hasBegun() {
        return begun;
    }

    RefusalLog refusals() {
        return refusals;
    }

    boolean keepsAlive() {
        return keepAlive;
    }

    void error(ApiError error, @Nullable String requestId) {
        error(error, requestId, EmptyHttpHeaders.INSTANCE);
    }

    void error(ApiError error, @Nullable String requestId, HttpHeaders more) {
        HttpHeaders headers = UNVALIDATED.newHeaders().add(more);
        headers.set(HttpHeaderNames.CONTENT_TYPE, HttpHeaderValues.APPLICATION_JSON);
        if (requestId != null) {
            headers.set(Headers.REQUEST_ID, requestId);
        }
        byte[] body = error.toJson().getBytes(StandardCharsets.UTF_8);
        refusals.refused(error, requestId, body.length);
        full(error.status(), headers, Unpooled.wrappedBuffer(body));
    }

    void full(int status, HttpHeaders headers, ByteBuf body) {
        FullHttpResponse response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(status), body, headers, EmptyHttpHeaders.INSTANCE);
        boolean lengthOfGet = headOnly && !body.isReadable(); // what there is no body to count is the upstream's to say
        if (status != 204 && status != 304 && !lengthOfGet) {
            headers.set(HttpHeaderNames.CONTENT_LENGTH, Integer.toString(body.readableBytes()));
        }
        begun = true;
        refusals.answered();
        connectionHeader(headers);
        write(response);
    }

    void head(int status, HttpHeaders headers) {
        HttpResponse response =
                new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(status), headers);
        if (!HttpUtil.isContentLengthSet(response)) {
            if (http10) {
                keepAlive = false;
            } else {
                headers.set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
            }
        }
        begun = true;
        connectionHeader(headers);
        write(response);
    }

    void body(ByteBuf part) {
        write(new DefaultHttpContent(part));
    }

    void end() {
        refusals.answered();
        write(LastHttpContent.EMPTY_LAST_CONTENT);
    }

    void progress(int attempts) {
        HttpHeaders headers = UNVALIDATED.newHeaders().set(Headers.ATTEMPTS, Integer.toString(attempts));
        write(new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1,
                HttpResponseStatus.PROCESSING,
                Unpooled.EMPTY_BUFFER,
                headers,
                EmptyHttpHeaders.INSTANCE));
    }

    void proceed() {
        write(new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE, Unpooled.EMPTY_BUFFER));
    }

    /** Closes once everything written is out. */
    void closeWhenWritten() {
        channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
    }

    /** Once everything written is out, tells the client that nothing more comes; what it sends can still be read. */
    void endOutputWhenWritten(Runnable whenEnded) {
        channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(written -> {
            if (written.isSuccess() && channel instanceof DuplexChannel duplex) {
                duplex.shutdownOutput();
                whenEnded.run();
            } else {
                channel.close();
            }
        });
    }

    private void connectionHeader(HttpHeaders headers) {
        if (!keepAlive) {
            headers.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        } else if (http10) {
            headers.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.KEEP_ALIVE);
        }
    }

    private void write(Object message) {
        channel.writeAndFlush(message, channel.voidPromise());
    }
}
