package dev.meridian.controller.publish;

import org.apache.catalina.connector.Connector;
import org.apache.coyote.http11.Http11NioProtocol;

/**
 * HTTP/1.1 with small buffers for each connection. The web server keeps them while a caller waits, and thousands wait: with its
 * own sizes one takes 120 KB, and 1 000 fill the heap. What is larger than a buffer is read and written without it.
 */
public final class SmallBuffers extends Http11NioProtocol {
    private static final int BYTES = 512;

    /** Sets a connector's sizes that are no part of the protocol's. */
    public static void of(Connector connector) {
        // Of chunked bodies; nobody here sends any.
        connector.setProperty("maxTrailerSize", Integer.toString(BYTES));
        connector.setProperty("socket.appReadBufSize", Integer.toString(BYTES));
        connector.setProperty("socket.appWriteBufSize", Integer.toString(BYTES));
    }

    @Override
    public int getDesiredBufferSize() {
        return BYTES;
    }
}
