package dev.meridian.simulator;

import dev.meridian.simulator.catalog.ModelCatalog;
import dev.meridian.simulator.catalog.ModelProfile;
import dev.meridian.simulator.log.RequestLog;
import dev.meridian.simulator.script.Script;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a simulator is set up.
 *
 * @param address where it listens; it has no protection, so loopback is the default
 * @param port of the API; 0 lets the system choose
 * @param region of the requests to that port, unless they say otherwise by {@code x-sim-region}
 * @param regionPorts further ports of the API, each for a region of its own; 0 lets the system choose
 * @param controlPort of the control API; null means the API's own port
 * @param keys API keys that are accepted, at least one
 * @param models on offer, 1 to 64
 * @param threads event loops that serve, 1 to 64
 * @param logEntries requests that the log keeps, 0 to 100 000
 * @param logBodyBytes of each body that the log keeps, 0 to 1 MiB
 * @param script what happens when, from the start on; null means nothing
 */
public record SimulatorSettings(
        String address,
        int port,
        String region,
        Map<String, Integer> regionPorts,
        @Nullable Integer controlPort,
        Set<String> keys,
        List<ModelProfile> models,
        int threads,
        int logEntries,
        int logBodyBytes,
        @Nullable Script script) {
    /** Where the program listens unless told otherwise. */
    public static final int DEFAULT_PORT = 8070;

    /** The key that is accepted unless told otherwise. */
    public static final String DEFAULT_KEY = "sim-key";

    /** The region of the main port unless told otherwise. */
    public static final String DEFAULT_REGION = "default";

    private static final int DEFAULT_LOG_ENTRIES = 10_000;
    private static final int DEFAULT_LOG_BODY_BYTES = 4 * 1024;
    private static final int MAX_LOG_BODY_BYTES = 1024 * 1024;
    private static final int MAX_THREADS = 64;
    private static final int MAX_REGIONS = 64;

    /** @throws IllegalArgumentException if a component is out of its range */
    public SimulatorSettings {
        requireRange("port", port, 0, 65_535);
        requireRange("control_port", controlPort == null ? 0 : controlPort, 0, 65_535);
        regionPorts.forEach((name, number) -> requireRange("port of " + name, number, 0, 65_535));
        requireRange("number of regions", regionPorts.size(), 0, MAX_REGIONS);
        requireRange("threads", threads, 1, MAX_THREADS);
        requireRange("log_entries", logEntries, 0, RequestLog.MAX_ENTRIES);
        requireRange("log_body_bytes", logBodyBytes, 0, MAX_LOG_BODY_BYTES);
        if (regionPorts.containsKey(region)) {
            throw new IllegalArgumentException("region \"" + region + "\" is that of the main port already");
        }
        if (keys.isEmpty() || keys.stream().anyMatch(String::isBlank)) {
            throw new IllegalArgumentException("keys must name at least one key, and none that is blank");
        }
        regionPorts = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(regionPorts));
        keys = Set.copyOf(keys);
        models = List.copyOf(models);
    }

    /** The program's defaults. */
    public static SimulatorSettings defaults() {
        return new SimulatorSettings(
                "127.0.0.1",
                DEFAULT_PORT,
                DEFAULT_REGION,
                Map.of(),
                null,
                Set.of(DEFAULT_KEY),
                ModelCatalog.DEFAULTS,
                1,
                DEFAULT_LOG_ENTRIES,
                DEFAULT_LOG_BODY_BYTES,
                null);
    }

    /** The defaults, on a port that the system chooses: for tests. */
    public static SimulatorSettings onFreePort() {
        return defaults().withPort(0);
    }

    /** The same on another port. */
    public SimulatorSettings withPort(int newPort) {
        return new SimulatorSettings(
                address,
                newPort,
                region,
                regionPorts,
                controlPort,
                keys,
                models,
                threads,
                logEntries,
                logBodyBytes,
                script);
    }

    /** The same with a port for this region, besides those there are; 0 lets the system choose. */
    public SimulatorSettings withRegion(String name, int regionPort) {
        Map<String, Integer> more = new LinkedHashMap<>(regionPorts);
        more.put(name, regionPort);
        return new SimulatorSettings(
                address, port, region, more, controlPort, keys, models, threads, logEntries, logBodyBytes, script);
    }

    /** The same with a port of its own for the control API; 0 lets the system choose. */
    public SimulatorSettings withControlPort(int newControlPort) {
        return new SimulatorSettings(
                address,
                port,
                region,
                regionPorts,
                newControlPort,
                keys,
                models,
                threads,
                logEntries,
                logBodyBytes,
                script);
    }

    /** The same with these keys. */
    public SimulatorSettings withKeys(String... newKeys) {
        return new SimulatorSettings(
                address,
                port,
                region,
                regionPorts,
                controlPort,
                Set.of(newKeys),
                models,
                threads,
                logEntries,
                logBodyBytes,
                script);
    }

    /** The same with this model, instead of the one of its name if there is one. */
    public SimulatorSettings withModel(ModelProfile model) {
        List<ModelProfile> more = new ArrayList<>(models);
        more.removeIf(known -> known.name().equals(model.name()));
        more.add(model);
        return new SimulatorSettings(
                address, port, region, regionPorts, controlPort, keys, more, threads, logEntries, logBodyBytes, script);
    }

    /** The same with a log of this size. */
    public SimulatorSettings withLog(int newEntries, int newBodyBytes) {
        return new SimulatorSettings(
                address,
                port,
                region,
                regionPorts,
                controlPort,
                keys,
                models,
                threads,
                newEntries,
                newBodyBytes,
                script);
    }

    private static void requireRange(String what, int value, int low, int high) {
        if (value < low || value > high) {
            throw new IllegalArgumentException(what + " " + value + " must be " + low + " to " + high);
        }
    }
}
