package dev.meridian.scenarios.report;

/** A result for a terminal. */
final class Lines {
    private Lines() {}

    /** One line, and one for each claim that is broken, or for all claims and players. */
    static String of(Result result, boolean all) {
        StringBuilder lines = new StringBuilder((result.holds() ? "ok   " : "FAIL ") + result.number() + ". "
                + result.scenario().title());
        for (Verdict verdict : result.verdicts()) {
            if (all || !verdict.holds()) {
                lines.append("\n       ")
                        .append(verdict.claim().says())
                        .append(": ")
                        .append(Page.number(verdict.worst()))
                        .append(", must be ")
                        .append(verdict.claim().bound())
                        .append(verdict.holds() ? "" : ", broken on seeds " + verdict.broken())
                        .append("; without the mechanism ")
                        .append(Page.number(verdict.without()));
            }
        }
        if (!result.canFail()) {
            lines.append("\n       no claim that holds breaks without the mechanism");
        }
        if (all) {
            result.marks().forEach((player, marks) -> lines.append("\n       " + player.title() + ": " + marks));
        }
        return lines + (all ? Trace.of(result.run()) : "");
    }
}
