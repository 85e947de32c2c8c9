package dev.meridian.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "unfreeze", description = "Ends the freeze: shares are decided again.")
final class Unfreeze implements Callable<Integer> {
    private static final String PATH = "/v1/freeze";

    private final Session session;

    @Mixin
    private Consent consent = new Consent();

    Unfreeze(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Amendment end = new Amendment(
                controller -> controller.get(PATH),
                (controller, freeze, dryRun) -> controller.delete(Steer.path(PATH, dryRun), freeze.etag()));
        return session.change(consent, end, _ -> "not frozen any more");
    }
}
