package dev.meridian.e2e.world;

import static org.awaitility.Awaitility.await;

import dev.meridian.e2e.client.Http;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A program that was started. Thread-safe. */
public final class RunningProgram {
    /** Eight JVMs that start at once on a busy machine of two cores take about 20 s. */
    private static final Duration START = Duration.ofSeconds(90);

    /** A killed process needs milliseconds, one that is asked to stop some seconds. */
    private static final Duration STOP = Duration.ofSeconds(20);

    private static final int SHOWN_LINES = 12;

    private final Program program;
    private final Process process;
    private final Path out;
    private final Path err;

    private RunningProgram(Program program, Process process, Path out, Path err) {
        this.program = program;
        this.process = process;
        this.out = out;
        this.err = err;
    }

    /** Starts it; what it prints is appended to two files in the folder. */
    static RunningProgram start(Program program, Path folder) {
        Path out = folder.resolve(program.name() + ".out.log");
        Path err = folder.resolve(program.name() + ".err.log");
        ProcessBuilder builder = new ProcessBuilder(program.command())
                .directory(folder.toFile())
                .redirectOutput(ProcessBuilder.Redirect.appendTo(out.toFile()))
                .redirectError(ProcessBuilder.Redirect.appendTo(err.toFile()));
        // A setting in the environment of whoever runs the tests must not change the programs.
        builder.environment().keySet().retainAll(List.of("PATH", "HOME", "LANG", "LC_ALL", "TZ", "TMPDIR"));
        builder.environment().putAll(program.environment());
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            return new RunningProgram(program, process, out, err);
        } catch (IOException e) {
            throw new UncheckedIOException(program.name() + " cannot be started", e);
        }
    }

    /** What was started. */
    public Program program() {
        return program;
    }

    /** Whether the process lives. */
    public boolean alive() {
        return process.isAlive();
    }

    /** Returns when it can work; fails where it ends instead. */
    public RunningProgram awaitReady() {
        await(program.name() + " is ready")
                .atMost(START)
                .failFast(program.name() + " has not ended", this::requireAlive)
                .until(() -> Http.status(program.ready()) == 200);
        return this;
    }

    /** As {@code kill -9} does; returns when the process is gone. */
    public void kill() {
        process.destroyForcibly();
        awaitEnd();
    }

    /** As {@code kill} does; returns when the process is gone. */
    public void stop() {
        process.destroy();
        if (!ended(STOP)) {
            kill();
        }
    }

    /** The exit code, once it has ended by itself. */
    public int exitCode() {
        if (!ended(START)) {
            throw new IllegalStateException(program.name() + " has not ended after " + START);
        }
        return process.exitValue();
    }

    /** All it has printed, standard error last. */
    public String output() {
        return read(out) + read(err);
    }

    /** All it has printed to standard error. */
    public String errors() {
        return read(err);
    }

    /** Where it answers, without a path. */
    public URI base() {
        return program.ready().resolve("/");
    }

    /** For the report of a failure. */
    String lastLines() {
        List<String> lines = output().lines().toList();
        return String.join("\n    ", lines.subList(Math.max(0, lines.size() - SHOWN_LINES), lines.size()));
    }

    private void requireAlive() {
        if (!alive()) {
            throw new IllegalStateException(program.name() + " has ended:\n    " + lastLines());
        }
    }

    void askToStop() {
        process.destroy();
    }

    void askToStopNow() {
        process.destroyForcibly();
    }

    void awaitEnd() {
        if (!ended(STOP)) {
            throw new IllegalStateException(program.name() + " (process " + process.pid() + ") does not end");
        }
    }

    boolean ended(Duration wait) {
        try {
            return process.waitFor(wait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while " + program.name() + " ends", e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
