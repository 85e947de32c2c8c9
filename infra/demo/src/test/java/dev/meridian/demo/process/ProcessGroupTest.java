package dev.meridian.demo.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ProcessGroupTest {
    private static final Duration GRACE = Duration.ofMillis(300);

    @TempDir
    Path logs;

    @Test
    void closingEndsEveryProgram() throws IOException {
        List<RunningProgram> programs;
        try (ProcessGroup group = new ProcessGroup(logs, GRACE)) {
            programs =
                    List.of(group.start(shell("one", "exec sleep 600")), group.start(shell("two", "exec sleep 600")));
            assertThat(programs).allMatch(RunningProgram::alive);
        }
        assertThat(programs).noneMatch(RunningProgram::alive);
        assertThat(programs).noneMatch(program -> isAlive(program.pid()));
    }

    @Test
    void aProgramThatRefusesToStopIsKilled() throws IOException {
        RunningProgram stubborn;
        try (ProcessGroup group = new ProcessGroup(logs, GRACE)) {
            stubborn = group.start(
                    shell("stubborn", "trap '' TERM INT; echo trapped; while :; do read x; done </dev/zero"));
            eventually(() -> stubborn.lastLines(1).equals(List.of("trapped")));
        }
        assertThat(isAlive(stubborn.pid())).isFalse();
    }

    @Test
    void aKilledProgramIsGoneWhenKillReturns() throws Exception {
        try (ProcessGroup group = new ProcessGroup(logs, GRACE)) {
            RunningProgram program = group.start(shell("victim", "exec sleep 600"));
            program.kill();
            assertThat(program.alive()).isFalse();
            assertThat(program.ending()).isEqualTo("was ended by signal 9");
        }
    }

    @Test
    void aClosedGroupStartsNothing() {
        ProcessGroup group = new ProcessGroup(logs, GRACE);
        group.close();
        group.close();
        assertThatThrownBy(() -> group.start(shell("late", "exec sleep 600")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("late");
    }

    @Test
    void aFailureNamesTheProgramItsEndAndItsLastWords() throws IOException {
        try (ProcessGroup group = new ProcessGroup(logs, GRACE)) {
            RunningProgram program = group.start(shell("broken", "echo port 8080 is taken >&2; exit 3"));
            eventually(() -> !program.alive());
            assertThat(ProgramFailed.ended(program))
                    .hasMessageStartingWith("broken ended with exit code 3")
                    .hasMessageContaining("port 8080 is taken");
        }
    }

    @Test
    void aRestartedProgramAppendsToItsLog() throws IOException {
        try (ProcessGroup group = new ProcessGroup(logs, GRACE)) {
            RunningProgram first = group.start(shell("again", "echo first"));
            eventually(() -> !first.alive());
            RunningProgram second = group.start(shell("again", "echo second"));
            eventually(() -> second.lastLines(9).equals(List.of("first", "second")));
        }
    }

    @Test
    void aProgramReadsNothingFromTheTerminal() throws IOException {
        try (ProcessGroup group = new ProcessGroup(logs, GRACE)) {
            RunningProgram reader = group.start(shell("reader", "cat; echo end of input"));
            eventually(() -> reader.lastLines(1).equals(List.of("end of input")));
        }
    }

    @Test
    void theEnvironmentIsItsOwnAndWhatEveryProgramNeeds() throws IOException {
        try (ProcessGroup group = new ProcessGroup(logs, GRACE)) {
            Program program = new Program(
                    "environment", List.of("/bin/sh", "-c", "echo $KEY; test -n \"$PATH\""), Map.of("KEY", "value"));
            RunningProgram running = group.start(program);
            eventually(() -> running.lastLines(1).equals(List.of("value")));
        }
    }

    private static Program shell(String name, String script) {
        return new Program(name, List.of("/bin/sh", "-c", script), Map.of());
    }

    private static boolean isAlive(long pid) {
        return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
    }

    private static void eventually(BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime() - deadline)
                    .as("nanoseconds past the deadline")
                    .isNegative();
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
        }
    }
}
