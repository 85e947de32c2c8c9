package dev.meridian.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "drain",
        description = "Empties a region of new requests for a while; running streams are never cut.",
        synopsisSubcommandLabel = "COMMAND")
final class DrainGroup implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** Without a command there is nothing to do. */
    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing: preview, start, extend, end or list");
    }
}
