package dev.meridian.controller.audit;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a request wants to do.
 *
 * @param target what to, as the path names it
 */
record Action(String name, String target) {
    private static final Pattern INTENT = Pattern.compile("/v1/regions/([^/]{1,100})/intent");
    private static final Pattern DRAIN = Pattern.compile("/v1/drains/([^/]{1,100})");

    static Action of(String method, String path) {
        Matcher intent = INTENT.matcher(path);
        if (method.equals("PUT") && intent.matches()) {
            return new Action(Actions.SET_INTENT, intent.group(1));
        }
        Matcher drain = DRAIN.matcher(path);
        if (method.equals("DELETE") && drain.matches()) {
            return new Action(Actions.END_DRAIN, drain.group(1));
        }
        if (method.equals("PATCH") && drain.matches()) {
            return new Action(Actions.EXTEND_DRAIN, drain.group(1));
        }
        if (method.equals("POST") && path.equals("/v1/drains")) {
            return new Action(Actions.START_DRAIN, "");
        }
        return new Action("other", method + " " + path);
    }
}
