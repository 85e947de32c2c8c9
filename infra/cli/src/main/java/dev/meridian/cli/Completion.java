package dev.meridian.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "completion",
        description = "Prints what makes a shell complete commands and options: source <(meridian completion bash)")
final class Completion implements Callable<Integer> {
    private final Session session;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @SuppressWarnings("UnusedVariable") // picocli writes it; one script serves both, and finds out which one runs it
    @Parameters(paramLabel = "bash|zsh")
    private Shell shell = Shell.bash;

    Completion(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        session.say(AutoComplete.bash("meridian", spec.root().commandLine()));
        return Session.DONE;
    }

    /** The constants are what a person types. */
    private enum Shell {
        bash,
        zsh
    }
}
