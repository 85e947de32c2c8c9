package dev.meridian.simulator.server;

import dev.meridian.simulator.answer.Call;
import dev.meridian.simulator.answer.Reading;
import dev.meridian.simulator.fault.Subject;
import io.netty.handler.codec.http.HttpHeaders;
import org.jspecify.annotations.Nullable;

/**
 * A request that was received whole.
 *
 * @param connection counts connections
 * @param region the region it came to
 * @param method the HTTP method
 * @param uri the target as it was sent
 * @param path the target without the query
 * @param headers never changed after this
 * @param body never changed after this
 * @param keepAlive whether the connection may serve another request
 * @param receivedNanos when its head was received
 * @param reading what the body asks for; null where the path takes no body
 */
@SuppressWarnings("ArrayRecordComponent")
record Request(
        long connection,
        String region,
        String method,
        String uri,
        String path,
        HttpHeaders headers,
        byte[] body,
        boolean keepAlive,
        long receivedNanos,
        @Nullable Reading reading)
        implements Subject {
    @Override
    public @Nullable String model() {
        return reading instanceof Call call ? call.model() : null;
    }

    @Override
    public boolean stream() {
        return reading instanceof Call call && call.stream();
    }

    @Override
    public @Nullable String header(String name) {
        return headers.get(name);
    }
}
