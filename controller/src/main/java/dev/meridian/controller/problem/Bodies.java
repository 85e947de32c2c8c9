package dev.meridian.controller.problem;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.springframework.http.HttpStatus;

/** Reads request bodies up to their limit. */
public final class Bodies {
    /** Limit in bytes of reports and observations: 64 regions with full histograms fit. */
    public static final int MAX_MESSAGE_BYTES = 256 * 1024;

    /** Limit in bytes of what operators send: the longest is a drain with its reason. */
    public static final int MAX_OPERATOR_BYTES = 16 * 1024;

    private Bodies() {}

    /**
     * The whole body.
     *
     * @throws Refused with 413 if there are more bytes than the limit; no more than that is read
     */
    public static byte[] read(HttpServletRequest request, int limit) throws IOException {
        long announced = request.getContentLengthLong();
        if (announced > limit) {
            throw tooLarge("has " + announced + " bytes", limit);
        }
        byte[] body = request.getInputStream().readNBytes(announced < 0 ? limit + 1 : (int) announced);
        if (body.length > limit) {
            throw tooLarge("is larger", limit);
        }
        return body;
    }

    private static Refused tooLarge(String size, int limit) {
        return new Refused(
                HttpStatus.CONTENT_TOO_LARGE,
                "Body too large",
                "the body " + size + ", the limit is " + limit + " bytes");
    }
}
