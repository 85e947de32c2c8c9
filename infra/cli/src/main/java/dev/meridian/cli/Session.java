package dev.meridian.cli;

import dev.meridian.cli.controller.Answer;
import dev.meridian.cli.controller.Controller;
import java.io.PrintWriter;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The options that every command takes, and what they decide: which controller is asked and how its answer is shown. */
final class Session {
    static final int DONE = 0;
    static final int REFUSED = 1;
    static final int USAGE = 2;
    static final int UNREACHABLE = 3;
    static final int STALE = 4;
    static final int DECLINED = 5;

    private static final String DEFAULT_URL = "http://127.0.0.1:8090";

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final Map<String, String> environment;
    private final Person person;
    private final PrintWriter out;
    private final PrintWriter err;

    @Option(
            names = "--url",
            paramLabel = "URL",
            scope = ScopeType.INHERIT,
            description = {"The controller; MERIDIAN_URL unless given,", "else " + DEFAULT_URL + "."})
    private @Nullable String url;

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            description = "Holds the bearer token; else MERIDIAN_TOKEN_FILE, else no token is sent.")
    private @Nullable Path tokenFile;

    @Option(
            names = "--ca-file",
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            description = "PEM authorities of an https controller; else MERIDIAN_CA_FILE, else Java's own.")
    private @Nullable Path authorities;

    @Option(
            names = "--certificate-file",
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            description = "PEM certificate to show it; else MERIDIAN_CERTIFICATE_FILE, else none.")
    private @Nullable Path certificate;

    @Option(
            names = "--key-file",
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            description = "The certificate's PEM key; else MERIDIAN_KEY_FILE.")
    private @Nullable Path key;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "table|json",
            scope = ScopeType.INHERIT,
            description = "json is the controller's answer as it is.")
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
        try (Controller controller = connect()) {
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

    private int print(JsonNode body, Function<JsonNode, String> view) {
        out.println(
                switch (output) {
                    case json -> JSON.writeValueAsString(body);
                    case table -> view.apply(body);
                });
        return DONE;
    }

    int complain(int exitCode, @Nullable String why) {
        err.println("meridian: " + why);
        return exitCode;
    }

    Output output() {
        return output;
    }

    void say(String line) {
        out.println(line);
    }

    private Controller connect() {
        @Nullable Path token = file(tokenFile, "MERIDIAN_TOKEN_FILE");
        return new Controller(base(), token == null ? null : TokenFile.read(token), tls());
    }

    /** Null for what Java trusts by itself, which takes no time to read. */
    private @Nullable SSLContext tls() {
        @Nullable Path trusted = file(authorities, "MERIDIAN_CA_FILE");
        @Nullable Path shown = file(certificate, "MERIDIAN_CERTIFICATE_FILE");
        @Nullable Path secret = file(key, "MERIDIAN_KEY_FILE");
        return trusted == null && shown == null && secret == null ? null : TlsFiles.read(trusted, shown, secret);
    }

    private @Nullable Path file(@Nullable Path option, String variable) {
        String named = environment.getOrDefault(variable, "");
        return option == null && !named.isEmpty() ? Path.of(named) : option;
    }

    private URI base() {
        String text = url != null ? url : environment.getOrDefault("MERIDIAN_URL", DEFAULT_URL);
        try {
            URI base = new URI(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
            boolean web = "http".equals(base.getScheme()) || "https".equals(base.getScheme());
            if (web && base.getHost() != null && base.getQuery() == null && base.getUserInfo() == null) {
                return base;
            }
        } catch (URISyntaxException malformed) {
            // Answered below, like every other text that is no such URL.
        }
        throw new UnusableOption("the controller's URL must be such as " + DEFAULT_URL);
    }

    /** How an answer is shown; the constants are what a person types. */
    enum Output {
        table,
        json
    }
}
