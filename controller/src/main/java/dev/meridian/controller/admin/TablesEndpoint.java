package dev.meridian.controller.admin;

import dev.meridian.controller.change.Asked;
import dev.meridian.controller.change.Changes;
import dev.meridian.controller.description.Described;
import dev.meridian.controller.intent.HoldRequest;
import dev.meridian.controller.intent.Holds;
import dev.meridian.controller.problem.Refused;
import dev.meridian.controller.store.ControlStore;
import dev.meridian.controller.store.KeptTable;
import dev.meridian.controller.store.Publication;
import dev.meridian.controller.wire.BadMessage;
import dev.meridian.controller.wire.Wire;
import dev.meridian.routing.table.RoutingTable;
import dev.meridian.routing.table.TableVersion;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The tables that were published: which, why, how they differ, and the way back to one. */
@RestController
public final class TablesEndpoint {
    /** How many publications are answered at once; with all their reasons some 2.5 MB. */
    static final int MAX_PAGE = 1_000;

    private static final String DEFAULT_LIMIT = "100";

    /** As ETags and logs show it. */
    private static final Pattern VERSION = Pattern.compile("([0-9]{1,18})\\.([0-9]{1,18})");

    private final Wire wire;
    private final ControlStore store;
    private final Holds holds;
    private final Changes changes;

    public TablesEndpoint(Wire wire, ControlStore store, Holds holds, Changes changes) {
        this.wire = wire;
        this.store = store;
        this.holds = holds;
        this.changes = changes;
    }

    @Described(value = "the tables that were published, oldest first", also = 503)
    @GetMapping("/v1/tables")
    TablesView tables(
            @RequestParam(name = "after", defaultValue = "0.0") String after,
            @RequestParam(name = "limit", defaultValue = DEFAULT_LIMIT) String limit) {
        int most = (int) QueryNumber.read("limit", limit, 1, MAX_PAGE);
        return new TablesView(store.tablesAfter(version("after", after), most));
    }

    @Described(value = "a table, and why it was another one", also = 503)
    @GetMapping("/v1/tables/{version}")
    KeptTable table(@PathVariable("version") String version) {
        return kept(version);
    }

    @Described(value = "what differs between two tables", also = 503)
    @GetMapping("/v1/tables/{from}/diff/{to}")
    TableDiff diff(@PathVariable("from") String from, @PathVariable("to") String to) {
        return TableDiff.of(kept(from).table(), kept(to).table());
    }

    @Described(
            value = "pins every origin to the shares of a former table",
            body = HoldRequest.class,
            change = true,
            answer = RollBack.RollBackView.class)
    @PostMapping(path = "/v1/tables/{version}/rollback", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<byte[]> rollBack(@PathVariable("version") String version, HttpServletRequest request)
            throws IOException {
        Asked asked = Asked.of(request, wire);
        HoldRequest wanted = asked.body(wire, HoldRequest.class, Map.of());
        return changes.answer(asked, () -> {
            RoutingTable table = kept(version).table();
            return new RollBack(
                    holds, table, holds.pinsOf(table, wanted, asked.by().who()), asked.by());
        });
    }

    private KeptTable kept(String text) {
        TableVersion version = version("version", text);
        @Nullable KeptTable kept = store.keptTable(version);
        if (kept == null) {
            List<Publication> first = store.tablesAfter(TableVersion.NONE, 1);
            throw new Refused(
                    HttpStatus.NOT_FOUND,
                    "Unknown table",
                    "table " + version + " is not kept"
                            + (first.isEmpty()
                                    ? ", nor is any other"
                                    : ", the oldest that is kept is "
                                            + first.getFirst().version()));
        }
        return kept;
    }

    private static TableVersion version(String name, String text) {
        Matcher matcher = VERSION.matcher(text);
        if (!matcher.matches()) {
            throw new BadMessage(name + " must be a table's version, as EPOCH.VERSION, such as 3.17");
        }
        return new TableVersion(Long.parseLong(matcher.group(1)), Long.parseLong(matcher.group(2)));
    }

    /** The answer: whoever wants more asks for what comes after the last one's version. */
    record TablesView(List<Publication> tables) {}
}
