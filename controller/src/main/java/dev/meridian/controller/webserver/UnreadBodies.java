package dev.meridian.controller.webserver;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Reads what a refused caller still sends, after the answer. Without it the server would close a connection with bytes that nobody
 * has read, and the caller's system would throw the answer away; or the caller's next request would meet a closed connection.
 *
 * <p>At most 1 MiB and about 10 s of a body, then the connection ends. Safe for use by many threads.
 */
public final class UnreadBodies implements Filter {
    private static final int MAX_BYTES = 1024 * 1024;
    private static final Duration MAX_TIME = Duration.ofSeconds(10);

    private final LongSupplier nanoTime;

    /** @param nanoTime as {@link System#nanoTime} */
    public UnreadBodies(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        chain.doFilter(request, response);
        if (hasBody((HttpServletRequest) request) && !request.isAsyncStarted()) {
            response.flushBuffer();
            read(request.getInputStream());
        }
    }

    /** A caller that waits to be told to go on sends nothing more. */
    private static boolean hasBody(HttpServletRequest request) {
        return (request.getContentLengthLong() > 0 || request.getHeader("Transfer-Encoding") != null)
                && request.getHeader("Expect") == null;
    }

    private void read(ServletInputStream body) {
        if (body.isFinished()) {
            return;
        }
        long begun = nanoTime.getAsLong();
        byte[] buffer = new byte[4096];
        try {
            for (int read = 0, n = 0; n >= 0 && read < MAX_BYTES; read += n) {
                n = body.read(buffer);
                if (nanoTime.getAsLong() - begun > MAX_TIME.toNanos()) {
                    return;
                }
            }
        } catch (IOException e) {
            // The caller has gone, or is too slow: it has had its answer.
        }
    }
}
