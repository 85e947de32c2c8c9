package dev.meridian.cli;

import dev.meridian.cli.controller.Answer;
import dev.meridian.cli.controller.Controller;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.MissingNode;

/** A change of what is there. It is looked at once, so that what is changed is what a person was shown. */
final class Amendment implements Steer {
    private final Function<Controller, Answer> look;
    private final OfSeen change;
    private Answer.@Nullable Accepted seen;

    /** @param look reads what is changed, with the tag of its state */
    Amendment(Function<Controller, Answer> look, OfSeen change) {
        this.look = look;
        this.change = change;
    }

    /** Sets something as a whole. Where there is none yet, there is no state to name: if there is by then, it is refused. */
    static Amendment replacing(String path, Map<String, ?> body) {
        return new Amendment(
                controller -> {
                    Answer there = controller.get(path);
                    return there instanceof Answer.Refused ? new Answer.Accepted(MissingNode.getInstance()) : there;
                },
                (controller, there, dryRun) -> controller.put(Steer.path(path, dryRun), body, there.etag()));
    }

    @Override
    public Answer send(Controller controller, boolean dryRun) {
        if (seen == null) {
            return look.apply(controller).thenAccepted(found -> {
                seen = found;
                return change.send(controller, found, dryRun);
            });
        }
        return change.send(controller, seen, dryRun);
    }

    /** Sends the change of a state. */
    interface OfSeen {
        Answer send(Controller controller, Answer.Accepted seen, boolean dryRun);
    }
}
