package dev.meridian.controller.audit;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a request wants to do.
 *
 * @param target what to, as the path names it
 */
record Action(String name, String target) {
    private static final List<Route> ROUTES = List.of(
            new Route("PUT", "/v1/regions/([^/]{1,100})/intent", Actions.SET_INTENT),
            new Route("DELETE", "/v1/drains/([^/]{1,100})", Actions.END_DRAIN),
            new Route("PATCH", "/v1/drains/([^/]{1,100})", Actions.EXTEND_DRAIN),
            new Route("POST", "/v1/drains()", Actions.START_DRAIN),
            new Route("PUT", "/v1/(freeze)", Actions.FREEZE),
            new Route("DELETE", "/v1/(freeze)", Actions.UNFREEZE),
            new Route("PUT", "/v1/pins/([^/]{1,100})", Actions.PIN),
            new Route("DELETE", "/v1/pins/([^/]{1,100})", Actions.UNPIN),
            new Route("PUT", "/v1/(safety-rules)", Actions.SET_RULES),
            new Route("POST", "/v1/tables/([^/]{1,100})/rollback", Actions.ROLL_BACK));

    static Action of(String method, String path) {
        for (Route route : ROUTES) {
            Matcher matcher = route.path().matcher(path);
            if (route.method().equals(method) && matcher.matches()) {
                return new Action(route.action(), matcher.group(1));
            }
        }
        return new Action("other", method + " " + path);
    }

    private record Route(String method, Pattern path, String action) {
        Route(String method, String path, String action) {
            this(method, Pattern.compile(path), action);
        }
    }
}
