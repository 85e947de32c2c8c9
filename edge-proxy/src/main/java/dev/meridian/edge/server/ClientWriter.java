package dev.meridian.edge.server;

import dev.meridian.edge.openai.ApiError;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
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
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.nio.charset.StandardCharsets;

/** Writes the answers of one client connection, each framed as its request allows. Confined to the event loop. */
final class ClientWriter {
    private static final HttpHeadersFactory UNVALIDATED =
            DefaultHttpHeadersFactory.headersFactory().withValidation(false);

    private final Channel channel;
    private boolean keepAlive = true;
    private boolean http10;

    ClientWriter(Channel channel) {
        this.channel = channel;
    }

    /** The next answers are to a request with this version, after which the connection may stay. */
    void nextRequest(HttpVersion version, boolean keepAlive) {
        this.http10 = version.majorVersion() == 1 && version.minorVersion() == 0;
        this.keepAlive = keepAlive;
    }

    /** This answer is the connection's last. */
    void closeAfter() {
        keepAlive = false;
    }

    boolean keepsAlive() {
        return keepAlive;
    }

    void error(ApiError error) {
        json(error.status(), error.toJson().getBytes(StandardCharsets.UTF_8));
    }

    void json(int status, byte[] json) {
        HttpHeaders headers = UNVALIDATED.newHeaders();
        headers.set(HttpHeaderNames.CONTENT_TYPE, HttpHeaderValues.APPLICATION_JSON);
        full(status, headers, Unpooled.wrappedBuffer(json));
    }

    void full(int status, HttpHeaders headers, ByteBuf body) {
        FullHttpResponse response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(status), body, headers, EmptyHttpHeaders.INSTANCE);
        if (status != 204 && status != 304) {
            headers.set(HttpHeaderNames.CONTENT_LENGTH, Integer.toString(body.readableBytes()));
        }
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
        connectionHeader(headers);
        write(response);
    }

    void body(ByteBuf part) {
        write(new DefaultHttpContent(part));
    }

    void end() {
        write(LastHttpContent.EMPTY_LAST_CONTENT);
    }

    void proceed() {
        write(new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE, Unpooled.EMPTY_BUFFER));
    }

    /** Closes once everything written is out. */
    void closeWhenWritten() {
        channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
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
