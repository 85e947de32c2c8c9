package dev.meridian.cli;

import dev.meridian.cli.controller.Answer;
import dev.meridian.cli.controller.Controller;
import dev.meridian.cli.text.PlainText;
import java.io.PrintWriter;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** The options that every command takes, and what they decide: which controller is asked and how its answer is shown. */
final class Session {
    static final int DONE = 0;
    static final int REFUSED = 1;
    static final int USAGE = 2;
    static final int UNREACHABLE = 3;
    static final int STALE = 4;
    static final int DECLINED = 5;
    static final int EXHAUSTED = 6;

    private final Map<String, String> environment;
    private final Person person;
    private final PrintWriter out;
    private final PrintWriter err;

    @Mixin
    private Target target = new Target();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "table|json|yaml",
            scope = ScopeType.INHERIT,
            description = "json is the controller's answer, yaml says the same.")
    private Output output = Output.table;

    @SuppressWarnings("UnusedVariable") // picocli writes and reads it
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Tells what a command does and takes.")
    private boolean help;

    Session(Map<String, String> environment, Person person, PrintWriter out, PrintWriter err) {
        this.environment = environment;
        this.person = person;
        this.out = out;
        this.err = err;
    }

    /**
     * Asks the controller and prints what came of it.
     *
     * @param request the calls to make
     * @param view an accepted answer as a person reads it
     * @return the exit code
     */
    int run(Function<Controller, Answer> request, Function<JsonNode, String> view) {
        return exchange(request, body -> print(body, view));
    }

    /**
     * Has the controller make a change, once the person at the terminal has seen what it leads to and means it; or say what
     * it would lead to.
     *
     * @param view the accepted answer as a person reads it
     */
    int change(Consent consent, Steer change, Function<JsonNode, String> view) {
        if (consent.isDryRun()) {
            return run(controller -> change.send(controller, true), OutlookText::of);
        }
        if (person.isThere() && !consent.isGiven()) {
            int agreed = exchange(change::lookAhead, this::agreed);
            if (agreed != DONE) {
                return agreed;
            }
        }
        return run(controller -> change.send(controller, false), view);
    }

    /**
     * An answer as a person reads it, or why there is none; for what is asked again and again.
     *
     * @throws UnusableOption if nothing can be asked
     */
    String view(Function<Controller, Answer> request, Function<JsonNode, String> view) {
        try (Controller controller = target.connect(environment)) {
            return switch (request.apply(controller)) {
                case Answer.Accepted accepted -> view.apply(accepted.body());
                case Answer.Stale stale -> PlainText.of(stale.why());
                case Answer.Refused refused -> PlainText.of(refused.why());
                case Answer.Unreachable unreachable -> PlainText.of(unreachable.why());
            };
        } catch (JacksonException e) {
            return String.valueOf(e.getOriginalMessage());
        }
    }

    /** Whether a person looks at what is printed for people. */
    boolean isAtATerminal() {
        return person.isThere() && output == Output.table;
    }

    PrintWriter out() {
        return out;
    }

    /** Beside the answer, so that this alone is what the command prints. */
    private int agreed(JsonNode outlook) {
        err.println(OutlookText.of(outlook));
        err.flush();
        return person.agrees("Do it?") ? DONE : complain(DECLINED, "nothing was done");
    }

    /**
     * Asks the controller.
     *
     * @param done told of an accepted answer; its result is the exit code
     */
    int exchange(Function<Controller, Answer> request, ToIntFunction<JsonNode> done) {
        try (Controller controller = target.connect(environment)) {
            return switch (request.apply(controller)) {
                case Answer.Accepted accepted -> done.applyAsInt(accepted.body());
                case Answer.Stale stale -> complain(STALE, stale.why());
                case Answer.Refused refused -> complain(REFUSED, refused.why());
                case Answer.Unreachable unreachable -> complain(UNREACHABLE, unreachable.why());
            };
        } catch (UnusableOption e) {
            return complain(USAGE, e.getMessage());
        } catch (JacksonException e) {
            return complain(
                    UNREACHABLE, "the answer is not in the form that this version knows: " + e.getOriginalMessage());
        }
    }

    /**
     * Prints something.
     *
     * @param view what a person reads of it
     */
    int print(JsonNode body, Function<JsonNode, String> view) {
        out.println(output == Output.table ? view.apply(body) : output.document(body));
        return DONE;
    }

    int complain(int exitCode, @Nullable String why) {
        err.println("meridian: " + PlainText.of(String.valueOf(why)));
        return exitCode;
    }

    Output output() {
        return output;
    }

    void say(String line) {
        out.println(line);
    }
}
