package dev.meridian.edge.failover;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaders;

/** The client's side of an exchange. Confined to the exchange's event loop; every answer ends exactly once. */
public interface ClientResponse {
    /** Tells the edge that forwarded the request how many upstream calls there are so far; no answer yet. */
    void progress(int attempts);

    /** Takes on with a body that comes in parts, or stops for now. */
    void readBody(boolean read);

    /** A whole answer; the buffer is released by this side. */
    void full(int status, HttpHeaders headers, ByteBuf body);

    /** The head of an answer whose body follows; sent at once. */
    void head(int status, HttpHeaders headers);

    /** A part of the body, sent at once; the buffer is released by this side. */
    void body(ByteBuf part);

    /** The end of an answer whose head was sent. */
    void end();

    /** Closes the connection, so that the client sees that the answer is not whole. */
    void abort();

    /** Whether the client keeps up; while it does not, nothing should be read from upstream. */
    boolean isWritable();
}
