package dev.meridian.agent.wire;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads why the controller refused something. */
public final class Problem {
    /** A sentence; the rest of what a stranger's answer says does not belong into the log. */
    private static final int MAX_REASON = 200;

    private static final String NONE = "without a reason";
    private static final JsonMapper JSON = JsonMapper.shared();

    private Problem() {}

    /** The {@code detail} of a problem document, on one line and bounded; never fails. */
    public static String reason(byte[] body) {
        try {
            JsonNode problem = JSON.readTree(body);
            String detail =
                    problem.path("detail").asString(problem.path("title").asString(NONE));
            String line = detail.replaceAll("\\p{Cntrl}", " ");
            return line.substring(0, Math.min(MAX_REASON, line.length()));
        } catch (JacksonException _) {
            return NONE;
        }
    }
}
