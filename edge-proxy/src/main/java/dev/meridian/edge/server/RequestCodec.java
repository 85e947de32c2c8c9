package dev.meridian.edge.server;

import io.netty.channel.CombinedChannelDuplexHandler;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.codec.http.HttpVersion;
import java.util.Iterator;

/**
 * Netty's HTTP codec for clients, stricter where another reader could see more than one request in the same bytes (RFC
 * 9112, section 11.2). Confined to the connection's event loop.
 */
final class RequestCodec extends CombinedChannelDuplexHandler<HttpRequestDecoder, HttpResponseEncoder> {
    private boolean headOnly;

    RequestCodec(HttpDecoderConfig config) {
        init(new Decoder(config), new Encoder());
    }

    /** Whether the next answers are to a HEAD, and so without bodies. */
    void answersHead(boolean headOnly) {
        this.headOnly = headOnly;
    }

    /**
     * Whether a request says unmistakably where it ends and for whom it is: no transfer coding but chunked, which HTTP/1.0
     * does not know, and one host (RFC 9112, sections 3.2 and 6.1).
     */
    static boolean isClear(HttpRequest request) {
        boolean http11 = request.protocolVersion().equals(HttpVersion.HTTP_1_1);
        if (!http11 && !request.protocolVersion().equals(HttpVersion.HTTP_1_0)) {
            return false;
        }
        Iterator<? extends CharSequence> hosts = request.headers().valueCharSequenceIterator(HttpHeaderNames.HOST);
        boolean named = hosts.hasNext() && hosts.next() != null;
        if (hosts.hasNext() || (http11 && !named)) {
            return false;
        }
        Iterator<? extends CharSequence> codings =
                request.headers().valueCharSequenceIterator(HttpHeaderNames.TRANSFER_ENCODING);
        return !codings.hasNext()
                || (http11 && HttpHeaderValues.CHUNKED.contentEqualsIgnoreCase(codings.next()) && !codings.hasNext());
    }

    private static final class Decoder extends HttpRequestDecoder {
        Decoder(HttpDecoderConfig config) {
            super(config);
        }

        /** Netty would drop the length and go on. */
        @Override
        protected void handleTransferEncodingChunkedWithContentLength(HttpMessage message) {
            throw new IllegalArgumentException("both a length and a transfer coding");
        }
    }

    private final class Encoder extends HttpResponseEncoder {
        @Override
        protected boolean isContentAlwaysEmpty(HttpResponse response) {
            return headOnly || super.isContentAlwaysEmpty(response);
        }
    }
}
