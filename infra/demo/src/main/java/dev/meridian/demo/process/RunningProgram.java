package dev.meridian.demo.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A program that was started: a handle on its process and its log. Thread-safe. */
public final class RunningProgram {
    /** How long a killed process may take to vanish; the kernel needs milliseconds. */
    private static final Duration KILL_WAIT = Duration.ofSeconds(5);

    private static final int LONGEST_LOG_READ = 64 * 1024;

    private final String name;
    private final Process process;
    private final Path log;

    RunningProgram(String name, Process process, Path log) {
        this.name = name;
        this.process = process;
        this.log = log;
    }

    /** The program's name. */
    public String name() {
        return name;
    }

    /** The process id. */
    public long pid() {
        return process.pid();
    }

    /** Where its output goes. */
    public Path log() {
        return log;
    }

    /** Whether the process lives. */
    public boolean alive() {
        return process.isAlive();
    }

    /** Kills the process, as {@code kill -9} does, and returns when it is gone. */
    public void kill() throws InterruptedException {
        process.destroyForcibly();
        if (!process.waitFor(KILL_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new IllegalStateException(name + " (process " + pid() + ") survives being killed");
        }
    }

    /** The last lines of what it printed; empty where nothing can be read. */
    public List<String> lastLines(int count) {
        try {
            long size = Files.size(log);
            try (var in = Files.newInputStream(log)) {
                in.skipNBytes(Math.max(0, size - LONGEST_LOG_READ));
                List<String> lines = new String(in.readNBytes(LONGEST_LOG_READ), StandardCharsets.UTF_8)
                        .lines()
                        .toList();
                return lines.subList(Math.max(0, lines.size() - count), lines.size());
            }
        } catch (IOException e) {
            return List.of();
        }
    }

    /** How it ended, in words; only of a process that has. */
    String ending() {
        int code = process.exitValue();
        return code > 128 ? "was ended by signal " + (code - 128) : "ended with exit code " + code;
    }

    void killWithoutWaiting() {
        process.destroyForcibly();
    }

    void askToStop() {
        process.destroy();
    }

    boolean waitFor(Duration wait) throws InterruptedException {
        return process.waitFor(Math.max(0, wait.toNanos()), TimeUnit.NANOSECONDS);
    }
}
