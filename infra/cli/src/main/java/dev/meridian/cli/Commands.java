package dev.meridian.cli;

import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import picocli.CommandLine;

/** What {@code meridian} can do. */
final class Commands {
    /** With these every command is listed, or completed. */
    private static final Set<String> LISTING = Set.of("-h", "--help", "completion");

    private Commands() {}

    /**
     * The commands that the arguments may mean, by their names in the order of the help: those whose name is an argument,
     * or all. To read the annotations of those that are not meant would be a sixth of the time to start.
     */
    static Map<String, Object> wanted(Session session, InstantSource clock, List<String> arguments) {
        Map<String, Supplier<Object>> all = all(session, clock);
        boolean every = arguments.stream().noneMatch(all::containsKey)
                || arguments.stream().anyMatch(LISTING::contains);
        Map<String, Object> wanted = new LinkedHashMap<>();
        all.forEach((name, command) -> {
            if (every || arguments.contains(name)) {
                wanted.put(name, command.get());
            }
        });
        return wanted;
    }

    private static Map<String, Supplier<Object>> all(Session session, InstantSource clock) {
        Map<String, Supplier<Object>> all = new LinkedHashMap<>();
        all.put("regions", () -> new Regions(session));
        all.put("routes", () -> new Routes(session));
        all.put("top", () -> new Top(session));
        all.put("explain", () -> new Explain(session));
        all.put("replay", () -> new ReplayFile(session));
        all.put("weight", () -> new Weight(session));
        all.put("enable", () -> new Enable(session));
        all.put("disable", () -> new Disable(session));
        all.put("drain", () -> drain(session, clock));
        all.put("freeze", () -> new Freeze(session, clock));
        all.put("unfreeze", () -> new Unfreeze(session));
        all.put("pin", () -> new Pin(session, clock));
        all.put("unpin", () -> new Unpin(session));
        all.put("pins", () -> new Pins(session));
        all.put("safety", () -> new Safety(session));
        all.put("history", () -> new History(session));
        all.put("diff", () -> new Diff(session));
        all.put("rollback", () -> new Rollback(session, clock));
        all.put("senders", () -> new Senders(session));
        all.put("backup", () -> new Backup(session));
        all.put("restore", () -> new Restore(session));
        all.put("audit", () -> new CommandLine(new Audit(session)).addSubcommand(new AuditVerify(session)));
        all.put("completion", () -> new Completion(session));
        return all;
    }

    private static CommandLine drain(Session session, InstantSource clock) {
        return new CommandLine(new DrainGroup())
                .addSubcommand(new DrainPreview(session))
                .addSubcommand(new DrainStart(session, clock))
                .addSubcommand(new DrainExtend(session, clock))
                .addSubcommand(new DrainEnd(session))
                .addSubcommand(new DrainList(session));
    }
}
