package dev.meridian.cli;

import dev.meridian.cli.controller.Answer;
import dev.meridian.cli.controller.Controller;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Sets something as a whole, in place of what was there when it was looked at. */
final class Replace implements Steer {
    /** Where nothing was there, there is nothing to name; the controller refuses if something is there by then. */
    private static final String NONE = "";

    private final String path;
    private final Map<String, Object> body;
    private @Nullable String seen;

    Replace(String path, Map<String, Object> body) {
        this.path = path;
        this.body = body;
    }

    @Override
    public Answer send(Controller controller, boolean dryRun) {
        String etag = seen;
        if (etag == null) {
            Answer there = controller.get(path);
            if (there instanceof Answer.Unreachable unreachable) {
                return unreachable;
            }
            etag = there instanceof Answer.Accepted accepted ? accepted.etag() : NONE;
            seen = etag;
        }
        return controller.put(Steer.path(path, dryRun), body, etag);
    }
}
