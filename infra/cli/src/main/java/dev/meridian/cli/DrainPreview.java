package dev.meridian.cli;

import dev.meridian.routing.region.RegionId;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "preview",
        description = "Shows what a drain would lead to in the end, and if one more region were lost.")
final class DrainPreview implements Callable<Integer> {
    private final Session session;

    @Parameters(paramLabel = "REGION")
    private RegionId region = new RegionId("unset");

    DrainPreview(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        return session.run(
                controller -> controller.ask("/v1/drains/preview", Map.of("region", region.value())), OutlookText::of);
    }
}
