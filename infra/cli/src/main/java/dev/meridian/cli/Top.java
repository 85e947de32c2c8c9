package dev.meridian.cli;

import dev.meridian.cli.controller.Answer;
import dev.meridian.cli.controller.Controller;
import dev.meridian.routing.region.OriginId;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

@Command(
        name = "top",
        description = {
            "Shows all regions, shares, alarms and silent senders live; q or Ctrl-C ends it.",
            "Without a terminal, or as json or yaml, it shows them once."
        })
final class Top implements Callable<Integer> {
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofSeconds(25);

    private final Session session;

    @Option(names = "--once", description = "Shows one screen and ends.")
    private boolean once;

    @Option(names = "--every", paramLabel = "DURATION", description = "How often it asks: 1s to 25s, 2s unless given.")
    private Duration every = Duration.ofSeconds(2);

    @Option(
            names = "--origin",
            paramLabel = "ORIGIN",
            description = "Round trips are of this one; default unless given.")
    private OriginId origin = OriginId.DEFAULT;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    Top(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        if (every.compareTo(SHORTEST) < 0 || every.compareTo(LONGEST) > 0) {
            throw new CommandLine.ParameterException(spec.commandLine(), "--every must be 1s to 25s");
        }
        return once || !session.isAtATerminal() ? session.run(this::ask, TopText::of) : live();
    }

    private int live() {
        try (LiveScreen screen = new LiveScreen(System.in, session.out(), every)) {
            do {
                screen.draw(session.view(this::ask, TopText::of));
            } while (!screen.isLeft());
            return Session.DONE;
        } catch (UnusableOption e) {
            return session.complain(Session.USAGE, e.getMessage());
        } catch (IOException e) {
            return session.complain(
                    Session.USAGE, "the terminal cannot be used (--once needs none): " + e.getMessage());
        }
    }

    private Answer ask(Controller controller) {
        ObjectNode all = JsonNodeFactory.instance.objectNode();
        return controller
                .get("/v1/regions")
                .then(regions -> new Answer.Accepted(all.set("regions", regions)))
                .then(_ -> controller.get("/v1/explain?origin=" + Controller.segment(origin.value())))
                .then(explained -> new Answer.Accepted(all.set("explain", explained)))
                .then(_ -> controller.get("/v1/senders"))
                .then(senders -> new Answer.Accepted(all.set("senders", senders)));
    }
}
