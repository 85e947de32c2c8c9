package dev.meridian.controller.admin;

import dev.meridian.controller.description.Described;
import dev.meridian.controller.store.ControlStore;
import dev.meridian.routing.audit.AuditEntry;
import dev.meridian.routing.audit.AuditFact;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What was changed or refused, oldest first, in pages. */
@RestController
public final class AuditEndpoint {
    private static final String DEFAULT_LIMIT = "100";

    private final ControlStore store;

    public AuditEndpoint(ControlStore store) {
        this.store = store;
    }

    @Described(value = "what was changed or refused, oldest first", also = 503)
    @GetMapping("/v1/audit")
    AuditView audit(
            @RequestParam(name = "after", defaultValue = "0") String after,
            @RequestParam(name = "limit", defaultValue = DEFAULT_LIMIT) String limit) {
        long from = QueryNumber.read("after", after, 0, Long.MAX_VALUE);
        int most = (int) QueryNumber.read("limit", limit, 1, ControlStore.MAX_AUDIT_PAGE);
        return new AuditView(
                store.auditAfter(from, most).stream().map(AuditEndpoint::view).toList());
    }

    private static EntryView view(AuditEntry entry) {
        AuditFact fact = entry.fact();
        return new EntryView(
                entry.id(),
                fact.at(),
                fact.who(),
                fact.role(),
                fact.action(),
                fact.target(),
                fact.before(),
                fact.after(),
                fact.reason(),
                fact.requestId(),
                fact.outcome(),
                fact.why(),
                entry.previous(),
                entry.hash());
    }

    /** The answer: whoever wants more asks for what comes after the last one's id. */
    record AuditView(List<EntryView> entries) {}

    /** An entry with its fact in one level, as a line of the export has it. */
    record EntryView(
            long id,
            Instant at,
            String who,
            String role,
            String action,
            String target,
            @Nullable String before,
            @Nullable String after,
            @Nullable String reason,
            String requestId,
            AuditFact.Outcome outcome,
            @Nullable String why,
            String previous,
            String hash) {}
}
