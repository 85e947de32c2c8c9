package dev.meridian.demo.process;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The processes that were started together and end together. Thread-safe. */
public final class ProcessGroup implements AutoCloseable {
    /** A setting in the environment of whoever starts the demo must not change its programs. */
    private static final Set<String> INHERITED =
            Set.of("PATH", "HOME", "USER", "TMPDIR", "LANG", "LC_ALL", "TZ", "HOSTNAME", "SystemRoot");

    private final Path logs;
    private final Duration grace;
    private final List<RunningProgram> programs = new ArrayList<>();
    private boolean closed;

    /**
     * @param logs an existing folder for what the programs print
     * @param grace how long a program may take to stop by itself before it is killed
     */
    public ProcessGroup(Path logs, Duration grace) {
        this.logs = logs;
        this.grace = grace;
    }

    /**
     * Starts a program; its output is appended to {@code NAME.log}.
     *
     * @throws IOException if the executable cannot be started
     * @throws IllegalStateException if the group is closed
     */
    public synchronized RunningProgram start(Program program) throws IOException {
        if (closed) {
            throw new IllegalStateException("the demo is ending, " + program.name() + " is not started any more");
        }
        Path log = logs.resolve(program.name() + ".log");
        ProcessBuilder builder = new ProcessBuilder(program.command())
                .directory(logs.toFile())
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(nullDevice()))
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().keySet().retainAll(INHERITED);
        builder.environment().putAll(program.environment());
        RunningProgram running = new RunningProgram(program.name(), builder.start(), log);
        programs.removeIf(earlier -> !earlier.alive());
        programs.add(running);
        return running;
    }

    /** Asks every process to stop, kills those that do not within the grace, and returns when none is left. */
    @Override
    public void close() {
        List<RunningProgram> all = closeForStarts();
        all.forEach(RunningProgram::askToStop);
        long deadline = System.nanoTime() + grace.toNanos();
        boolean interrupted = false;
        for (RunningProgram program : all) {
            try {
                if (!program.waitFor(Duration.ofNanos(deadline - System.nanoTime()))) {
                    program.kill();
                }
            } catch (InterruptedException e) {
                // Ending the processes comes first; the interruption is kept for the caller.
                interrupted = true;
                program.killWithoutWaiting();
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized List<RunningProgram> closeForStarts() {
        closed = true;
        return List.copyOf(programs);
    }

    private static File nullDevice() {
        Path unix = Path.of("/dev/null");
        return Files.exists(unix) ? unix.toFile() : new File("NUL");
    }
}
