package dev.meridian.controller.problem;

import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.LongSupplier;
import org.springframework.http.HttpStatus;

/** Reads request bodies up to their limit. */
public final class Bodies {
    /** Limit in bytes of reports and observations: 64 regions with full histograms fit. */
    public static final int MAX_MESSAGE_BYTES = 256 * 1024;

    /** Limit in bytes of what operators send: the longest is a drain with its reason. */
    public static final int MAX_OPERATOR_BYTES = 16 * 1024;

    /** The longest a body may take: an agent gives up after 3 s. */
    static final Duration MAX_TIME = Duration.ofSeconds(20);

    private static final int PIECE_BYTES = 8 * 1024;

    private Bodies() {}

    /**
     * The whole body.
     *
     * @throws Refused with 413 if there are more bytes than the limit, of which a piece is read at most; with 408 if it takes
     *     longer than {@link #MAX_TIME}
     */
    public static byte[] read(HttpServletRequest request, int limit) throws IOException {
        long announced = request.getContentLengthLong();
        if (announced > limit) {
            throw tooLarge("has " + announced + " bytes", limit);
        }
        return announced < 0
                ? read(request.getInputStream(), limit, System::nanoTime)
                : read(request.getInputStream(), new byte[(int) announced], System::nanoTime);
    }

    /** Fills the body as far as there is something, without a copy of it beside. */
    static byte[] read(InputStream in, byte[] body, LongSupplier nanoClock) throws IOException {
        long started = nanoClock.getAsLong();
        int size = 0;
        while (size < body.length) {
            int read = in.read(body, size, body.length - size);
            if (read < 0) {
                return Arrays.copyOf(body, size);
            }
            size += read;
            requireInTime(started, nanoClock);
        }
        return body;
    }

    static byte[] read(InputStream in, int limit, LongSupplier nanoClock) throws IOException {
        long started = nanoClock.getAsLong();
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        byte[] piece = new byte[PIECE_BYTES];
        for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
            body.write(piece, 0, read);
            if (body.size() > limit) {
                throw tooLarge("is larger", limit);
            }
            requireInTime(started, nanoClock);
        }
        return body.toByteArray();
    }

    private static void requireInTime(long started, LongSupplier nanoClock) {
        if (nanoClock.getAsLong() - started > MAX_TIME.toNanos()) {
            throw new Refused(
                    HttpStatus.REQUEST_TIMEOUT,
                    "Body too slow",
                    "the body took longer than " + MAX_TIME.toSeconds() + " s, which is the limit");
        }
    }

    private static Refused tooLarge(String size, int limit) {
        return new Refused(
                HttpStatus.CONTENT_TOO_LARGE,
                "Body too large",
                "the body " + size + ", the limit is " + limit + " bytes");
    }
}
