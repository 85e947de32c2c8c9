package dev.meridian.controller.webserver;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.function.LongSupplier;
import org.eclipse.jetty.http.HttpException;

/**
 * Reads what a refused caller still sends, after the answer. Without it the server would close a connection with bytes that nobody
 * has read, and the caller's system would throw the answer away; or the caller's next request would meet a closed connection.
 *
 * <p>At most 1 MiB and 2 s of a body (and one read, which the connection's idle timeout ends), of at most 32 callers at once:
 * nobody has shown a token here. Whose body is not read to its end loses the connection. Safe for use by many threads.
 */
public final class UnreadBodies implements Filter {
    private static final int MAX_BYTES = 1024 * 1024;
    private static final int MAX_READERS = 32;
    private static final Duration MAX_TIME = Duration.ofSeconds(2);

    private final Semaphore readers = new Semaphore(MAX_READERS);
    private final LongSupplier nanoTime;

    /** @param nanoTime as {@link System#nanoTime} */
    public UnreadBodies(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        chain.doFilter(request, response);
        if (((HttpServletResponse) response).getStatus() >= 400
                && hasBody((HttpServletRequest) request)
                && !request.isAsyncStarted()
                && !request.getInputStream().isFinished()) {
            read(request, response);
        }
    }

    private void read(ServletRequest request, ServletResponse response) {
        if (!readers.tryAcquire()) {
            return;
        }
        try {
            response.flushBuffer();
            read(request.getInputStream(), nanoTime);
        } catch (IOException | HttpException.RuntimeException e) {
            // The caller has gone, is too slow, or sends what is no HTTP: it has had its answer.
        } finally {
            readers.release();
        }
    }

    /** A caller that waits to be told to go on sends nothing more. */
    private static boolean hasBody(HttpServletRequest request) {
        return (request.getContentLengthLong() > 0 || request.getHeader("Transfer-Encoding") != null)
                && request.getHeader("Expect") == null;
    }

    /** Reads to the end or to a limit, and says how many bytes there were. */
    static int read(InputStream body, LongSupplier nanoTime) throws IOException {
        long begun = nanoTime.getAsLong();
        byte[] piece = new byte[8192];
        int size = 0;
        for (int read = body.read(piece);
                read >= 0 && size < MAX_BYTES && nanoTime.getAsLong() - begun <= MAX_TIME.toNanos();
                read = body.read(piece)) {
            size += read;
        }
        return size;
    }
}
