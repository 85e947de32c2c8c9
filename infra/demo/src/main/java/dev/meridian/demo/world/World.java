package dev.meridian.demo.world;

import dev.meridian.demo.control.ControllerClient;
import dev.meridian.demo.control.TableView;
import dev.meridian.demo.geography.Geography;
import dev.meridian.demo.process.ProcessGroup;
import dev.meridian.demo.process.Program;
import dev.meridian.demo.process.ProgramFailed;
import dev.meridian.demo.process.RunningProgram;
import dev.meridian.demo.relay.RelayPort;
import dev.meridian.demo.traffic.Entry;
import dev.meridian.demo.traffic.Kills;
import dev.meridian.routing.region.RegionId;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The running programs and the distance between them. One thread starts, kills and brings back; any thread may close,
 * even during the start.
 */
public final class World implements AutoCloseable {
    /** Streams of the demo last about a second; what has not stopped after this is killed. */
    private static final Duration GRACE = Duration.ofSeconds(3);

    private static final long RELAY_SEED = 20_261_124;

    private static final String CONTROLLER = "controller";

    private final Folder folder = new Folder();
    private final PortBlock ports;
    private final Credentials credentials = new Credentials();
    private final Programs programs;
    private final ProcessGroup processes;
    private final List<RelayPort> relays = new CopyOnWriteArrayList<>();
    private final Map<String, RunningProgram> running = new ConcurrentHashMap<>();
    private final Kills kills = new Kills();
    private final Waiting waiting = new Waiting();
    private final ControllerClient controller;
    private volatile boolean closed;
    private volatile boolean keepLogs;

    /** A world in which nothing runs yet, and of which nothing is on disk. */
    public World(Jars jars) throws IOException {
        ports = PortBlock.claim();
        programs = new Programs(jars, folder, ports, credentials);
        processes = new ProcessGroup(folder.logs(), GRACE);
        controller = new ControllerClient(Addresses.url(ports.controller()), credentials.operator());
    }

    /**
     * Starts everything and returns when every program is ready and every region HEALTHY.
     *
     * @param progress told in words what has become ready
     * @throws ProgramFailed if a program does not become ready
     */
    public void start(Consumer<String> progress) throws IOException, InterruptedException {
        folder.create();
        programs.writeFiles();
        openRelays();
        RunningProgram simulator = launch(programs.simulator());
        RunningProgram decider = launch(programs.controller());
        waiting.untilReady(simulator, Addresses.url(ports.simulatorControl()).resolve("/_sim/health"));
        waiting.untilReady(decider, Addresses.url(ports.controller()).resolve("/health"));
        progress.accept("simulator and controller");
        startAll("edge", programs::edge, region -> edge(region).resolve("/ready"));
        progress.accept("edges");
        // Only now: an agent that finds its edge starting reports its region as dead, and it would have to recover.
        startAll(
                "agent",
                programs::agent,
                region -> Addresses.url(ports.agent(region)).resolve("/health"));
        waiting.untilReady(decider, Addresses.url(ports.controller()).resolve("/ready"));
        progress.accept("agents");
        waiting.until(decider, "has not found every region healthy", this::isHealthy);
        progress.accept("every region is HEALTHY");
    }

    /** Kills the edge of a region as {@code kill -9} does; returns when its process is gone. */
    public void killEdge(RegionId region) throws InterruptedException {
        RunningProgram edge = forget(edgeName(region));
        kills.sending(region, System.nanoTime());
        edge.kill();
        kills.gone(region, System.nanoTime());
    }

    /** Brings a killed edge back and returns when it is ready. */
    public void restartEdge(RegionId region) throws IOException, InterruptedException {
        waiting.untilReady(launch(programs.edge(region)), edge(region).resolve("/ready"));
    }

    /** Kills the controller as {@code kill -9} does; returns when its process is gone. */
    public void killController() throws InterruptedException {
        forget(CONTROLLER).kill();
    }

    /** Brings the killed controller back and returns when it is ready. */
    public void restartController() throws IOException, InterruptedException {
        waiting.untilReady(
                launch(programs.controller()), Addresses.url(ports.controller()).resolve("/ready"));
    }

    /**
     * Looks whether every program lives.
     *
     * @throws ProgramFailed if one has ended that nobody has killed
     */
    public void requireAlive() {
        for (RunningProgram program : running.values()) {
            if (!closed && !program.alive()) {
                throw ProgramFailed.ended(program);
            }
        }
    }

    /** The controller's API. */
    public ControllerClient controller() {
        return controller;
    }

    /** When edges were killed. */
    public Kills kills() {
        return kills;
    }

    /** Where clients of a region can enter: by their own edge, or over the distance by another one, nearest first. */
    public List<Entry> entries(RegionId client) {
        return Geography.nearestTo(client).stream()
                .map(to -> new Entry(to, to.equals(client) ? edge(to) : Addresses.url(ports.relay(client, to))))
                .toList();
    }

    /** The key that clients show: HolySheep's own, which every edge accepts. */
    public String clientKey() {
        return credentials.upstreamKey();
    }

    /** What people need to try it themselves. */
    public Addresses addresses() {
        return Addresses.of(ports, folder);
    }

    /** Keeps the programs' logs when the world is closed, and returns where they are. */
    public Path keepLogs() {
        keepLogs = true;
        return folder.logs();
    }

    /** Whether the world was closed, perhaps by Ctrl-C. */
    public boolean isClosed() {
        return closed;
    }

    /** Ends every process and deletes every file, but the logs if they are to be kept. A second call does nothing. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            controller.close();
            waiting.close();
            processes.close();
            closeSockets();
        } finally {
            deleteFolder();
        }
    }

    private void deleteFolder() {
        if (keepLogs) {
            folder.deleteButLogs();
        } else {
            folder.delete();
        }
    }

    private void closeSockets() {
        try {
            for (RelayPort relay : relays) {
                relay.close();
            }
            ports.close();
        } catch (IOException e) {
            // The process ends with them.
        }
    }

    private void openRelays() throws IOException {
        for (RegionId from : Geography.REGIONS) {
            for (RegionId to : Geography.othersThan(from)) {
                relays.add(RelayPort.open(
                        loopback(ports.relay(from, to)),
                        loopback(ports.edge(to)),
                        Geography.roundTrip(from, to),
                        RELAY_SEED + relays.size()));
            }
        }
    }

    private interface ProgramOf {
        Program of(RegionId region) throws IOException;
    }

    private void startAll(String kind, ProgramOf program, Function<RegionId, URI> ready)
            throws IOException, InterruptedException {
        for (RegionId region : Geography.REGIONS) {
            launch(program.of(region));
        }
        for (RegionId region : Geography.REGIONS) {
            waiting.untilReady(get(kind + "-" + region), ready.apply(region));
        }
    }

    private boolean isHealthy() throws InterruptedException {
        TableView table = controller.table();
        return Geography.REGIONS.stream()
                .allMatch(region -> table.healthOf(region).equals("HEALTHY"));
    }

    private RunningProgram launch(Program program) throws IOException {
        RunningProgram started = processes.start(program);
        running.put(program.name(), started);
        return started;
    }

    private RunningProgram get(String name) {
        RunningProgram program = running.get(name);
        if (program == null) {
            throw new IllegalStateException(name + " is not running");
        }
        return program;
    }

    private RunningProgram forget(String name) {
        RunningProgram program = get(name);
        running.remove(name);
        return program;
    }

    private URI edge(RegionId region) {
        return Addresses.url(ports.edge(region));
    }

    private static String edgeName(RegionId region) {
        return "edge-" + region;
    }

    private static InetSocketAddress loopback(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }
}
