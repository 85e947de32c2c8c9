package dev.meridian.cli;

import dev.meridian.cli.text.DurationText;
import dev.meridian.routing.region.OriginId;
import dev.meridian.routing.region.RegionId;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** The command {@code meridian}. */
@Command(
        name = "meridian",
        description = "Shows and steers what the controller decides.",
        synopsisSubcommandLabel = "COMMAND",
        versionProvider = Meridian.Version.class,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:the controller refused, its reason is printed; a replay differs, or the audit is broken",
            "2:wrong usage, or a file that cannot be read",
            "3:no controller answered",
            "4:somebody else has changed it meanwhile, and it stays as they left it: look at it again",
            "5:the question whether it is meant was answered with no, nothing was done",
            "6:it needs more memory than it has; a change may have been made: look"
        })
public final class Meridian implements Runnable {
    private static final long BYTES_PER_MIB = 1024 * 1024;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @SuppressWarnings("UnusedVariable") // picocli writes and reads it
    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Prints the version.")
    private boolean version;

    private Meridian() {}

    /** Runs one command and ends the process with its exit code. */
    public static void main(String[] arguments) {
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        System.exit(run(System.getenv(), InstantSource.system(), Person.atTheTerminal(), out, err, arguments));
    }

    static int run(
            Map<String, String> environment,
            InstantSource clock,
            Person person,
            PrintWriter out,
            PrintWriter err,
            String... arguments) {
        Session session = new Session(environment, person, out, err);
        try {
            return commandLine(session, clock, List.of(arguments))
                    .setOut(out)
                    .setErr(err)
                    .setParameterExceptionHandler((wrong, _) -> complain(wrong, err))
                    .execute(arguments);
        } catch (OutOfMemoryError e) {
            return session.complain(
                    Session.EXHAUSTED,
                    "this needs more memory than the " + Runtime.getRuntime().maxMemory() / BYTES_PER_MIB
                            + " MiB that it has (-Xmx)");
        }
    }

    private static CommandLine commandLine(Session session, InstantSource clock, List<String> arguments) {
        CommandLine meridian = new CommandLine(new Meridian()).addMixin("session", session);
        Commands.wanted(session, clock, arguments).forEach(meridian::addSubcommand);
        return meridian.registerConverter(RegionId.class, reading(RegionId::new))
                .registerConverter(OriginId.class, reading(OriginId::new))
                .registerConverter(Duration.class, reading(DurationText::parse))
                .setUsageHelpAutoWidth(true);
    }

    /** Has a refused argument say why in the words of the type that refused it. */
    private static <T> ITypeConverter<T> reading(Function<String, T> parser) {
        return text -> {
            try {
                return parser.apply(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(String.valueOf(e.getMessage()));
            }
        };
    }

    /** Without a command there is nothing to do. */
    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }

    /** What the jar says of itself. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Meridian.class.getPackage().getImplementationVersion();
            return new String[] {"meridian " + (version == null ? "of a build without a version" : version)};
        }
    }

    private static int complain(ParameterException wrong, PrintWriter err) {
        CommandLine command = wrong.getCommandLine();
        String name = command.getCommandSpec().qualifiedName();
        err.println(Ansi.OFF.string(name + ": " + wrong.getMessage() + " (see " + name + " --help)"));
        return Session.USAGE;
    }
}
