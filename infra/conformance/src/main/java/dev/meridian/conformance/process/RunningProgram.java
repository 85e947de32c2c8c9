package dev.meridian.conformance.process;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** A program that was started. Thread-safe. */
public final class RunningProgram implements AutoCloseable {
    /** A setting in the environment of whoever starts this must not change the programs. */
    private static final Set<String> INHERITED = Set.of("PATH", "HOME", "LANG", "LC_ALL", "TZ", "TMPDIR");

    /** A killed process needs milliseconds. */
    private static final Duration KILL_WAIT = Duration.ofSeconds(10);

    private final Program program;
    private final Process process;
    private final Path log;

    private RunningProgram(Program program, Process process, Path log) {
        this.program = program;
        this.process = process;
        this.log = log;
    }

    /** Starts it; what it prints is appended to a file in the folder. */
    public static RunningProgram start(Program program, Path folder) throws IOException {
        Path log = folder.resolve(program.name() + ".log");
        ProcessBuilder builder = new ProcessBuilder(program.command())
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().keySet().retainAll(INHERITED);
        builder.environment().putAll(program.environment());
        Process process = builder.start();
        // For a run that is interrupted; one that ends by itself has closed it before.
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly, "end-of-" + program.name()));
        return new RunningProgram(program, process, log);
    }

    /** Starts the same program again. */
    public RunningProgram again() throws IOException {
        return start(program, log.toAbsolutePath().resolveSibling(""));
    }

    /** Whether the process lives. */
    public boolean alive() {
        return process.isAlive();
    }

    /** The process's id. */
    public long pid() {
        return process.pid();
    }

    /** All it has printed. */
    public String output() throws IOException {
        return Files.readString(log, StandardCharsets.UTF_8);
    }

    /** For the report of a failure. */
    public String lastLines(int count) throws IOException {
        List<String> lines = output().lines().toList();
        return String.join("\n    ", lines.subList(Math.max(0, lines.size() - count), lines.size()));
    }

    /** The resident memory, in bytes. */
    public long residentBytes() throws IOException, InterruptedException {
        Process ps = new ProcessBuilder("ps", "-o", "rss=", "-p", Long.toString(process.pid())).start();
        String kibibytes = new String(ps.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
        ps.waitFor();
        if (kibibytes.isEmpty()) {
            throw new IOException(program.name() + " has ended, it has no memory to measure");
        }
        return Long.parseLong(kibibytes) * 1024;
    }

    /** Asks it to stop, as SIGTERM does, and returns at once. */
    public void askToStop() {
        process.destroy();
    }

    /** The exit code, or -1 if it has not ended after that time. */
    public int exitCode(Duration wait) throws InterruptedException {
        return process.waitFor(wait.toMillis(), TimeUnit.MILLISECONDS) ? process.exitValue() : -1;
    }

    /** As {@code kill -9} does; returns when the process is gone. */
    public void kill() throws InterruptedException {
        process.destroyForcibly();
        if (!process.waitFor(KILL_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new IllegalStateException(program.name() + " (process " + process.pid() + ") survives being killed");
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
