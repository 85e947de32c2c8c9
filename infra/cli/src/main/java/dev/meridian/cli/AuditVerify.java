package dev.meridian.cli;

import dev.meridian.cli.audit.AuditJson;
import dev.meridian.cli.audit.AuditPages;
import dev.meridian.routing.audit.AuditCheck;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@Command(
        name = "verify",
        description = "Names the first entry that was changed, left out or put in; exit code 1 if there is one.")
final class AuditVerify implements Callable<Integer> {
    private static final JsonMapper JSON = new JsonMapper();

    private final Session session;
    private final AuditCheck check = new AuditCheck();
    private @Nullable String wrong;

    @Parameters(
            arity = "0..1",
            paramLabel = "FILE",
            description = "An export of -o json; else the controller is asked.")
    private @Nullable Path file;

    AuditVerify(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        return file == null
                ? session.exchange(controller -> AuditPages.walk(controller, 0, this::add), _ -> verdict())
                : verify(file);
    }

    private int verify(Path export) {
        long number = 0;
        try (BufferedReader lines = Files.newBufferedReader(export)) {
            for (@Nullable String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                add(JSON.readTree(line));
            }
            return number == 0 ? session.complain(Session.REFUSED, "file " + export + " has no entries") : verdict();
        } catch (IOException e) {
            return session.complain(Session.USAGE, "file " + export + " cannot be read: " + e.getMessage());
        } catch (JacksonException e) {
            return session.complain(Session.REFUSED, "line " + number + " is not JSON");
        }
    }

    private void add(JsonNode json) {
        if (wrong != null) {
            return;
        }
        try {
            wrong = check.add(AuditJson.read(json));
        } catch (IllegalArgumentException e) {
            wrong = "after " + check.count() + " entries comes what is none: " + e.getMessage();
        }
    }

    private int verdict() {
        @Nullable String found = wrong == null ? check.end() : wrong;
        if (found != null) {
            return session.complain(Session.REFUSED, "the audit is broken: " + found);
        }
        JsonNode whole = JSON.createObjectNode().put("entries", check.count());
        return session.print(whole, _ -> "the audit is whole: " + check.count() + " entries");
    }
}
