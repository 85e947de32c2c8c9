package dev.meridian.cli;

import dev.meridian.cli.text.TextTable;
import dev.meridian.cli.text.TimeText;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import tools.jackson.databind.JsonNode;

@Command(name = "pins", description = "Lists the pins that hold.")
final class Pins implements Callable<Integer> {
    private final Session session;

    Pins(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        return session.run(controller -> controller.get("/v1/pins"), Pins::view);
    }

    private static String view(JsonNode body) {
        if (body.path("pins").isEmpty()) {
            return "no origin is pinned";
        }
        TextTable table = new TextTable(List.of("ORIGIN", "SHARES", "EXPIRES", "OWNER", "REASON"));
        for (Map.Entry<String, JsonNode> pin : body.path("pins").properties()) {
            table.row(List.of(
                    pin.getKey(),
                    shares(pin.getValue().path("shares")),
                    TimeText.seconds(pin.getValue().path("expiresAt").asString("")),
                    pin.getValue().path("owner").asString(""),
                    pin.getValue().path("reason").asString("")));
        }
        return table.toString();
    }

    private static String shares(JsonNode shares) {
        return shares.properties().stream()
                .map(share -> share.getKey() + " " + Shares.percent(share.getValue()))
                .collect(Collectors.joining(", "));
    }
}
