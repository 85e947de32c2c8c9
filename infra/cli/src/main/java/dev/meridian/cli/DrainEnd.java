package dev.meridian.cli;

import dev.meridian.cli.controller.Answer;
import dev.meridian.cli.controller.Controller;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

@Command(name = "end", description = "Ends a drain; its traffic ramps up again.")
final class DrainEnd implements Callable<Integer> {
    private final Session session;

    @Mixin
    private Consent consent = new Consent();

    @Parameters(paramLabel = "ID|REGION")
    private String wanted = "";

    DrainEnd(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        return session.change(
                consent,
                new Amendment(controller -> DrainList.find(controller, wanted), DrainEnd::end),
                DrainEnd::view);
    }

    /** Answers with the drain that was ended. */
    private static Answer end(Controller controller, Answer.Accepted drain, boolean dryRun) {
        Answer answer = controller.delete(Steer.path(DrainList.path(drain.body()), dryRun), drain.etag());
        return dryRun ? answer : answer.then(_ -> new Answer.Accepted(drain.body()));
    }

    private static String view(JsonNode drain) {
        return "ended drain " + drain.path("id").asString("") + " of "
                + drain.path("region").asString("");
    }
}
