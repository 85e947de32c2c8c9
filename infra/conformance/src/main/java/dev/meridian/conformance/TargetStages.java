package dev.meridian.conformance;

import dev.meridian.conformance.cases.Case;
import dev.meridian.conformance.cases.Need;
import dev.meridian.conformance.gateway.Stage;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One gateway for all cases, which someone points at the simulator. */
final class TargetStages implements Stages {
    private final Stage stage;

    TargetStages(Stage stage) {
        this.stage = stage;
    }

    @Override
    public void announce(List<Case> cases) {}

    @Override
    public @Nullable Need missing(Case of) {
        return of.need() == Need.NOTHING ? null : of.need();
    }

    @Override
    public Stage stage(Case of) throws IOException, InterruptedException {
        stage.settle();
        return stage;
    }

    @Override
    public void over(Case of) {}

    @Override
    public void close() {
        stage.close();
    }
}
