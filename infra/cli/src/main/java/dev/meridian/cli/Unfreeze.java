package dev.meridian.cli;

import dev.meridian.cli.controller.Answer;
import dev.meridian.cli.controller.Controller;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "unfreeze", description = "Ends the freeze: shares are decided again.")
final class Unfreeze implements Callable<Integer>, Steer {
    private final Session session;

    @Mixin
    private Consent consent = new Consent();

    Unfreeze(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        return session.change(consent, this, _ -> "not frozen any more");
    }

    @Override
    public Answer send(Controller controller, boolean dryRun) {
        return controller.delete(Steer.path("/v1/freeze", dryRun));
    }
}
