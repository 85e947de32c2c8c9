package dev.meridian.cli;

import dev.meridian.cli.controller.Answer;
import dev.meridian.cli.controller.Controller;

/** A change as it is sent. */
interface Steer {
    /** Makes it, or has the controller say what it would lead to; on the same state each time. */
    Answer send(Controller controller, boolean dryRun);

    /** What a person is shown who is asked whether it is meant. */
    default Answer lookAhead(Controller controller) {
        return send(controller, true);
    }

    /** The path of a change, or of its dry run. */
    static String path(String path, boolean dryRun) {
        return dryRun ? path + "?dryRun=true" : path;
    }
}
