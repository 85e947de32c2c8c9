package dev.meridian.demo.view;

import java.io.PrintStream;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Shows pictures on a terminal, each in the place of the one before. Only lines that have changed are written, so that
 * what a person has marked to copy stays marked.
 */
public final class Terminal implements AutoCloseable {
    private static final String ESCAPE = "\u001b[";
    private static final Pattern GOOD = Pattern.compile("\\b(HEALTHY|controller up)\\b");
    private static final Pattern BAD = Pattern.compile("\\b(DOWN|MISSED|[1-9]\\d* failed)\\b");
    private static final Pattern BETWEEN = Pattern.compile("\\b(DEGRADED|UNKNOWN|DRAINING|DRAINED|RECOVERING)\\b");

    private final PrintStream out;
    private List<String> shown = List.of();
    private boolean closed;

    /** Clears the terminal. */
    public Terminal(PrintStream out) {
        this.out = out;
        write(ESCAPE + "?25l" + ESCAPE + "2J");
    }

    /** Shows the lines; after {@link #close} it shows nothing. */
    public synchronized void show(List<String> lines) {
        if (closed) {
            return;
        }
        StringBuilder changes = new StringBuilder();
        for (int row = 0; row < Math.max(lines.size(), shown.size()); row++) {
            String line = row < lines.size() ? lines.get(row) : "";
            if (row >= shown.size() || !line.equals(shown.get(row))) {
                changes.append(ESCAPE).append(row + 1).append(";1H");
                changes.append(paint(line)).append(ESCAPE).append('K');
            }
        }
        shown = List.copyOf(lines);
        write(changes.toString());
    }

    /** Leaves the last picture where it is and gives the cursor back below it. A second call does nothing. */
    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            write(ESCAPE + Math.max(1, shown.size()) + ";1H" + ESCAPE + "?25h\n");
        }
    }

    static String paint(String line) {
        String painted = GOOD.matcher(line).replaceAll(ESCAPE + "32m$0" + ESCAPE + "0m");
        painted = BAD.matcher(painted).replaceAll(ESCAPE + "31m$0" + ESCAPE + "0m");
        return BETWEEN.matcher(painted).replaceAll(ESCAPE + "33m$0" + ESCAPE + "0m");
    }

    private void write(String text) {
        out.print(text);
        out.flush();
    }
}
