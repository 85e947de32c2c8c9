package dev.meridian.edge.server;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import java.util.Iterator;

/** Refuses what Netty's codec lets pass and another reader of the same bytes could take for more than one request. Pure. */
final class RequestFraming {
    private RequestFraming() {}

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
}
