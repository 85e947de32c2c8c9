package dev.meridian.edge.server;

import dev.meridian.edge.failover.ClientResponse;
import dev.meridian.routing.region.Label;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.Collection;

/** An exchange's way to the client of one connection. Confined to its event loop. */
final class Reply implements ClientResponse {
    private final ClientConnection connection;
    private final ClientWriter writer;

    Reply(ClientConnection connection, ClientWriter writer) {
        this.connection = connection;
        this.writer = writer;
    }

    /** The present request may be sent to regions with these labels only. */
    void demands(Collection<Label> labels) {
        writer.refusals().demands(labels);
    }

    /** From here on an exchange answers the present request, and tells of it. */
    void exchangeBegins() {
        writer.refusals().exchangeBegins();
    }

    @Override
    public void progress(int attempts) {
        writer.progress(attempts);
    }

    @Override
    public void readBody(boolean read) {
        connection.readBody(read);
    }

    @Override
    public void full(int status, HttpHeaders headers, ByteBuf content) {
        connection.closeUnlessReceived();
        writer.full(status, headers, content);
        connection.answered();
    }

    @Override
    public void head(int status, HttpHeaders headers) {
        connection.closeUnlessReceived();
        writer.head(status, headers);
    }

    @Override
    public void body(ByteBuf part) {
        writer.body(part);
    }

    @Override
    public void end() {
        writer.end();
        connection.answered();
    }

    @Override
    public void abort() {
        connection.abort();
    }

    @Override
    public boolean isWritable() {
        return connection.isWritable();
    }
}
