package dev.meridian.e2e.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.meridian.e2e.client.ChatClient;
import dev.meridian.e2e.client.Operator;
import dev.meridian.e2e.client.SimulatorControl;
import dev.meridian.fixtures.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/** A controller, three regions with an edge and an agent each, and HolySheep's stand-in, all as processes. */
public final class World implements AutoCloseable {
    /** An edge's own breaker of a region is open for 30 s; then comes a ramp of 5 s. */
    private static final Duration STEADY = Duration.ofSeconds(60);

    /** A region's share in basis points where all weigh the same; one has 1 more, since they sum to 10 000. */
    private static final int THIRD = 3_333;

    /** So many answers show that an edge's breaker of a region is shut: half open it lets 3 attempts pass. */
    private static final int PROOF = 4;

    private final Path folder;
    private final Secrets secrets = Secrets.draw();
    private final Programs programs;
    private final Map<String, RunningProgram> running = new TreeMap<>();
    private final List<RunningProgram> everStarted = new CopyOnWriteArrayList<>();

    private World(Path folder) {
        this.folder = folder;
        this.programs = new Programs(folder, secrets);
    }

    /** Starts everything and returns when requests are served. */
    static World start() {
        World world = new World(temporaryFolder());
        // For a run that is interrupted; one that ends by itself has closed the world before.
        Runtime.getRuntime().addShutdownHook(new Thread(world::killAll, "end-of-world"));
        try {
            world.programs.writeFiles();
            world.startAll();
            return world;
        } catch (RuntimeException | Error e) {
            System.err.println(world.lastLines());
            world.close();
            throw e;
        }
    }

    /** What no output may contain. */
    public Secrets secrets() {
        return secrets;
    }

    /** The command lines of programs that are not part of the world, or not yet. */
    public Program edge(String name, String region) {
        return programs.edge(name, region, Ports.draw());
    }

    /** The program of a region's edge, for what is to be started in its place. */
    public Program edgeOf(String region) {
        return programs.edge(region);
    }

    /** The controller's program. */
    public Program controllerProgram() {
        return programs.controller();
    }

    /** A region's agent's program. */
    public Program agentProgram(String region) {
        return programs.agent(region);
    }

    /** The simulator's program. */
    public Program simulatorProgram() {
        return programs.simulator();
    }

    /** A file in the world's folder. */
    public Path file(String name) {
        return programs.path(name);
    }

    /** The process of that name, dead or alive. */
    public RunningProgram process(String name) {
        RunningProgram program = running.get(name);
        if (program == null) {
            throw new IllegalArgumentException("the world has no " + name + ", it has " + running.keySet());
        }
        return program;
    }

    /** The controller's process. */
    public RunningProgram controller() {
        return process("controller");
    }

    /** A region's edge's process. */
    public RunningProgram edge(String region) {
        return process("edge-" + region);
    }

    /** Every process that was started in this world, those that have ended included. */
    public List<RunningProgram> everStarted() {
        return List.copyOf(everStarted);
    }

    /** Starts a program, without waiting for it; it ends with the world. */
    public RunningProgram launch(Program program) {
        RunningProgram process = RunningProgram.start(program, folder);
        everStarted.add(process);
        return process;
    }

    /** Starts a program again that has ended, and waits until it can work. */
    public void restart(RunningProgram ended) {
        RunningProgram again = launch(ended.program());
        running.put(ended.program().name(), again);
        again.awaitReady();
    }

    /** Someone with an operator's token. */
    public Operator operator() {
        return new Operator(controller().base(), secrets.operator());
    }

    /** The operators' command line, as an operator of this world's controller starts it. */
    public List<String> commandLine(String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-jar", Jars.CLI.toString()));
        command.addAll(List.of(arguments));
        command.addAll(List.of(
                "--url",
                controller().base().toString(),
                "--token-file",
                folder.resolve("operator.token").toString()));
        return command;
    }

    /**
     * A shell that an admin of this world types into: {@code infra/bin/meridian} is the command line, and {@code DATA_DIR}
     * the controller's.
     *
     * @param workplace the shell's folder; the command line is put there, as in a checkout
     */
    public ProcessBuilder shell(Path workplace, String script) throws IOException {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        Path command = workplace.resolve("infra/bin/meridian");
        Files.createDirectories(command.getParent());
        Files.writeString(command, """
                #!/usr/bin/env bash
                case "$1" in restore) jar=%s ;; *) jar=%s ;; esac
                exec %s -jar "$jar" "$@"
                """.formatted(Jars.CONTROLLER, Jars.CLI, java));
        Files.setPosixFilePermissions(command, PosixFilePermissions.fromString("rwx------"));
        ProcessBuilder shell = new ProcessBuilder("bash", "-euo", "pipefail", "-c", script)
                .directory(workplace.toFile())
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectErrorStream(true);
        shell.environment().remove("MERIDIAN_PROFILE");
        shell.environment().put("MERIDIAN_URL", controller().base().toString());
        shell.environment().put("MERIDIAN_TOKEN_FILE", file("admin.token").toString());
        shell.environment().put("DATA_DIR", file("controller-data").toString());
        return shell;
    }

    /** HolySheep's stand-in. */
    public SimulatorControl simulator() {
        return new SimulatorControl(process("simulator").base());
    }

    /** A client of a region's edge. */
    public ChatClient client(String region) {
        return client(edge(region).base());
    }

    /** A client of any edge. */
    public ChatClient client(URI edge) {
        return new ChatClient(edge, secrets.upstreamKey(), secrets.prompt());
    }

    /** No faults, no freeze, pins or drains, the usual weights, every program alive, and every edge reaching every region. */
    public void settle() {
        running.values().stream().filter(program -> !program.alive()).toList().forEach(this::restart);
        simulator().reset();
        Operator operator = operator();
        operator.unfreeze();
        operator.drains().forEach(operator::endDrain);
        endPins(operator);
        Regions.WEIGHTS.forEach(operator::intend);
        await("every region has its share").atMost(STEADY).untilAsserted(() -> {
            for (String origin : Regions.ALL) {
                assertThat(operator.shares(origin)).isEqualTo(Regions.SHARES);
            }
        });
        Regions.ALL.forEach(this::awaitTable);
        Regions.ALL.forEach(this::awaitReachOfAll);
        simulator().reset();
    }

    /** From a pin far off shares go back in minutes; a weight that is changed moves them at once. */
    private static void endPins(Operator operator) {
        List<String> pinned = operator.pinned();
        if (pinned.isEmpty()) {
            return;
        }
        pinned.forEach(operator::unpin);
        Regions.ALL.forEach(region -> operator.intend(region, 100));
        await("no pin holds shares any more").atMost(STEADY).untilAsserted(() -> {
            for (String origin : Regions.ALL) {
                assertThat(operator.shares(origin).values())
                        .hasSize(3)
                        .allMatch(share -> share == THIRD || share == THIRD + 1);
            }
        });
    }

    /** Returns when a region's edge routes by the controller's table of now. */
    public void awaitTable(String region) {
        await("edge-" + region + " has the latest table")
                .atMost(STEADY)
                .untilAsserted(() ->
                        assertThat(client(region).table()).isEqualTo(operator().version()));
    }

    private void awaitReachOfAll(String region) {
        Map<String, Integer> seen = new HashMap<>();
        await("edge-" + region + " reaches every region")
                .pollInterval(Duration.ofMillis(5))
                .atMost(STEADY)
                .until(() -> {
                    seen.merge(client(region).servingRegion(), 1, Integer::sum);
                    return Regions.ALL.stream().allMatch(each -> seen.getOrDefault(each, 0) >= PROOF);
                });
    }

    private void startAll() {
        add(programs.simulator());
        add(programs.controller());
        Regions.ALL.forEach(region -> add(programs.edge(region)));
        Regions.ALL.forEach(region -> add(programs.agent(region)));
        running.values().forEach(RunningProgram::awaitReady);
    }

    private void add(Program program) {
        running.put(program.name(), launch(program));
    }

    /** What each program printed last, for people. */
    String lastLines() {
        StringBuilder text = new StringBuilder();
        everStarted.stream()
                .map(program -> "%s (%s):%n    %s%n"
                        .formatted(program.program().name(), program.alive() ? "alive" : "ended", program.lastLines()))
                .distinct()
                .forEach(text::append);
        return text.toString();
    }

    /** Ends every process and deletes what they wrote. */
    @Override
    public void close() {
        everStarted.forEach(RunningProgram::askToStop);
        everStarted.forEach(RunningProgram::stop);
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void killAll() {
        everStarted.forEach(RunningProgram::askToStopNow);
    }

    private static Path temporaryFolder() {
        try {
            return Files.createTempDirectory("meridian-e2e-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
