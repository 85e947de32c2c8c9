package dev.meridian.edge.server;

import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseEncoder;
import java.util.function.BooleanSupplier;

/** Encodes answers: those to HEAD without a body. Confined to its event loop. */
final class ResponseEncoder extends HttpResponseEncoder {
    private final BooleanSupplier headOnly;

    /** @param headOnly whether the present request is a HEAD */
    ResponseEncoder(BooleanSupplier headOnly) {
        this.headOnly = headOnly;
    }

    @Override
    protected boolean isContentAlwaysEmpty(HttpResponse answer) {
        return headOnly.getAsBoolean() || super.isContentAlwaysEmpty(answer);
    }
}
