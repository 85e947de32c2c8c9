package dev.meridian.edge.http;

import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseDecoder;

/** Decodes answers, one for each request and in turns with them: those to HEAD without a body. Confined to its event loop. */
public final class AnswerDecoder extends HttpResponseDecoder {
    private boolean headOnly;

    /** @param limits the longest line, head and part */
    public AnswerDecoder(HttpDecoderConfig limits) {
        super(limits);
    }

    /** The next answer is to a request of this method. */
    void expect(HttpMethod method) {
        headOnly = method.equals(HttpMethod.HEAD);
    }

    @Override
    protected boolean isContentAlwaysEmpty(HttpMessage answer) {
        return headOnly || super.isContentAlwaysEmpty(answer);
    }
}
