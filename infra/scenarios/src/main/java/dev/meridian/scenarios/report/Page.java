package dev.meridian.scenarios.report;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Writes docs/scenarios.md: in a stable order and with rounded numbers, so that a change of the decision is a diff. */
final class Page {
    private final List<Result> results;
    private final int seeds;
    private final StringBuilder page = new StringBuilder();

    private Page(List<Result> results, int seeds) {
        this.results = results;
        this.seeds = seeds;
    }

    static String of(List<Result> results, int seeds) {
        Page page = new Page(results, seeds);
        page.line(Preface.TEXT.strip()).line("");
        page.comparison();
        results.forEach(page::section);
        page.line("`" + lastLine(results) + "`, on " + seeds + " seeds each.");
        return page.page.toString();
    }

    static String lastLine(List<Result> results) {
        long holding = results.stream().filter(Result::holds).count();
        return "scenarios: " + holding + " of " + results.size();
    }

    private void comparison() {
        line("## All together").line("");
        line("Summed over the scenarios; of each the mean of " + seeds
                + " seeds. Requests that the table refused count as" + " unserved, too.");
        line("");
        line("| | unserved requests | utilisation error, points | ms over the optimum, mean |");
        line("|---|---|---|---|");
        for (Player player : Player.values()) {
            Marks sum = sum(player);
            line(String.format(
                    Locale.ROOT,
                    "| %s | %.0f | %.1f | %.1f |",
                    player.title(),
                    sum.unserved(),
                    sum.utilisationError(),
                    sum.overOptimum() / results.size()));
        }
        line("");
        for (Player rival : Player.values()) {
            if (rival != Player.MERIDIAN) {
                line("- " + honest(rival));
            }
        }
        line("");
        line(
                "Where more is asked than all regions can serve, Meridian refuses what is over 95 % of their capacity; the rivals");
        line(
                "refuse nothing, serve 5 % more of it, and let all of it wait for seconds. Who serves the nearest first fills regions");
        line("unevenly on purpose; static weights spread the load over all of them, at any distance.");
        line("");
    }

    private String honest(Player rival) {
        Marks ours = sum(Player.MERIDIAN);
        Marks theirs = sum(rival);
        String unserved = ours.unserved() <= theirs.unserved() ? "ahead of" : "**behind**";
        String utilisation = ours.utilisationError() <= theirs.utilisationError() ? "ahead of" : "**behind**";
        return "Meridian is " + unserved + " " + rival.title() + " on unserved requests, and " + utilisation + " "
                + rival.title() + " on utilisation error.";
    }

    private Marks sum(Player player) {
        return results.stream()
                .map(result -> result.marks().getOrDefault(player, Marks.NONE))
                .reduce(Marks.NONE, Marks::plus);
    }

    private void section(Result result) {
        line("## " + result.number() + ". " + result.scenario().title()).line("");
        line(result.scenario().happens()).line("");
        line("Mechanism: " + result.scenario().proves() + ". Switched off: "
                        + result.scenario().off() + ".")
                .line("");
        line("| what must hold | | worst of " + seeds + " seeds | without the mechanism |");
        line("|---|---|---|---|");
        for (Verdict verdict : result.verdicts()) {
            line("| " + verdict.claim().says() + " | " + verdict.claim().bound() + " | " + number(verdict.worst())
                    + (verdict.holds() ? "" : " **broken on seeds " + seedList(verdict) + "**") + " | "
                    + number(verdict.without()) + (verdict.needsMechanism() ? " (breaks)" : "") + " |");
        }
        line("");
        if (!result.canFail()) {
            line("**No claim that holds breaks without the mechanism: this proves nothing of it.**")
                    .line("");
        }
        line("| | unserved requests | utilisation error, points | ms over the optimum | moves |");
        line("|---|---|---|---|---|");
        result.marks()
                .forEach((player, marks) -> line(String.format(
                        Locale.ROOT,
                        "| %s | %.0f | %.1f | %.1f | %.1f |",
                        player.title(),
                        marks.unserved(),
                        marks.utilisationError(),
                        marks.overOptimum(),
                        marks.moves())));
        line("").line("![" + result.scenario().title() + "](scenarios/" + result.file() + ".svg)")
                .line("");
    }

    private static String seedList(Verdict verdict) {
        return verdict.broken().stream().map(String::valueOf).collect(Collectors.joining(", "));
    }

    static String number(double value) {
        return String.format(Locale.ROOT, "%.2f", value).replaceAll("\\.?0+$", "");
    }

    private Page line(String text) {
        page.append(text).append('\n');
        return this;
    }
}
