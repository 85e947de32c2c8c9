package dev.meridian.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The whole terminal, while something live is shown. It is as it was before when this is closed, or the process ends by a
 * signal. Confined to one thread, but for that end.
 */
final class LiveScreen implements AutoCloseable {
    private static final String ENTER = "\033[?1049h\033[?25l";
    private static final String LEAVE = "\033[?25h\033[?1049l";
    private static final String HOME = "\033[H";
    private static final String REST_OF_LINE = "\033[K";
    private static final String REST_OF_SCREEN = "\033[J";

    /** Where the terminal does not say. */
    private static final int ROWS = 24;

    private static final int COLUMNS = 80;

    /** How long a read waits for a key, in the tenths of a second of stty. */
    private static final int TENTHS = 2;

    /** A terminal that has gone answers at once. */
    private static final long AT_ONCE_NANOS = 50_000_000L;

    private final InputStream keys;
    private final PrintWriter out;
    private final Duration every;
    private final String before;
    private final Thread onSignal = new Thread(this::restore, "restore-terminal");
    private boolean left;

    /**
     * Takes the terminal.
     *
     * @param every how long a key is waited for
     * @throws IOException if it cannot be taken
     */
    LiveScreen(InputStream keys, PrintWriter out, Duration every) throws IOException {
        this.keys = keys;
        this.out = out;
        this.every = every;
        this.before = stty(List.of("-g"));
        Runtime.getRuntime().addShutdownHook(onSignal);
        try {
            // A read ends with a key, or with nothing after the time. Ctrl-Z would leave all this to the shell.
            stty(List.of("-icanon", "-echo", "susp", "undef", "min", "0", "time", String.valueOf(TENTHS)));
        } catch (IOException e) {
            Runtime.getRuntime().removeShutdownHook(onSignal);
            throw e;
        }
        show(ENTER);
    }

    /** Shows a text, as much of it as there is room for. */
    void draw(String text) {
        String[] size = size().split(" ", 2);
        int rows = size.length == 2 ? number(size[0], ROWS) : ROWS;
        int columns = size.length == 2 ? number(size[1], COLUMNS) : COLUMNS;
        show(HOME
                + text.lines()
                        .limit(rows)
                        .map(line -> line.length() > columns ? line.substring(0, columns) : line)
                        .map(line -> line + REST_OF_LINE)
                        .collect(Collectors.joining("\n"))
                + REST_OF_SCREEN);
    }

    /** Waits for the time, or less if there is a q, or will be no key any more: then it is true. */
    boolean isLeft() throws IOException {
        long begun = System.nanoTime();
        while (System.nanoTime() - begun < every.toNanos()) {
            long asked = System.nanoTime();
            int key = keys.read();
            boolean hungUp = key < 0 && System.nanoTime() - asked < AT_ONCE_NANOS;
            if (key == 'q' || key == 'Q' || hungUp) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void close() {
        restore();
        try {
            Runtime.getRuntime().removeShutdownHook(onSignal);
        } catch (IllegalStateException _) {
            // The process is ending, and the hook has run or finds it done.
        }
    }

    private synchronized void restore() {
        if (left) {
            return;
        }
        show(LEAVE);
        left = true;
        try {
            stty(List.of(before));
        } catch (IOException _) {
            // The terminal has gone, and nobody looks at it.
        }
    }

    /** Nothing, once the terminal is as it was before. */
    private synchronized void show(String text) {
        if (!left) {
            out.print(text);
            out.flush();
        }
    }

    private static String size() {
        try {
            return stty(List.of("size"));
        } catch (IOException _) {
            return ""; // a signal ends this stty too
        }
    }

    private static int number(String text, int otherwise) {
        int number = text.matches("[0-9]{1,5}") ? Integer.parseInt(text) : 0;
        return number > 0 ? number : otherwise;
    }

    private static String stty(List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("stty"));
        command.addAll(arguments);
        Process stty = new ProcessBuilder(command)
                .redirectInput(ProcessBuilder.Redirect.INHERIT)
                .redirectErrorStream(true)
                .start();
        String printed = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
        try {
            if (stty.waitFor() != 0) {
                throw new IOException("stty: " + printed);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
        return printed;
    }
}
