package dev.meridian.simulator;

import dev.meridian.simulator.answer.Answers;
import dev.meridian.simulator.catalog.ModelCatalog;
import dev.meridian.simulator.control.ControlApi;
import dev.meridian.simulator.fault.Faults;
import dev.meridian.simulator.log.RequestLog;
import dev.meridian.simulator.script.Script;
import dev.meridian.simulator.script.ScriptRunner;
import dev.meridian.simulator.server.Listener;
import dev.meridian.simulator.server.Ports;
import dev.meridian.simulator.server.Regions;
import dev.meridian.simulator.server.Service;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/** A running simulator. Thread-safe. */
public final class Simulator implements AutoCloseable {
    private final InetAddress address;
    private final Faults faults;
    private final RequestLog log;
    private final ModelCatalog models;
    private final Ports ports;
    private final Regions regions;
    private final ScriptRunner scripts;
    private final int api;
    private final int control;

    /** Listens on the regions' ports first and where the control API is last, since that can break the others. */
    private Simulator(SimulatorSettings settings, InetAddress address, Parts parts) {
        this.address = address;
        this.faults = parts.faults;
        this.log = parts.log;
        this.models = parts.models;
        this.ports = parts.ports;
        Map<String, Integer> indexes = new LinkedHashMap<>();
        settings.regionPorts()
                .forEach(
                        (name, port) -> indexes.put(name, ports.listen(address, new Listener(name, port, true, null))));
        Integer controlPort = settings.controlPort();
        if (controlPort != null) {
            Listener plain = new Listener(settings.region(), settings.port(), true, null);
            indexes.put(settings.region(), ports.listen(address, plain));
        }
        this.regions = new Regions(ports, indexes);
        this.scripts = new ScriptRunner(faults, regions, models);
        ControlApi controlApi = new ControlApi(faults, log, models, regions, scripts);
        this.control = ports.listen(
                address,
                controlPort == null
                        ? new Listener(settings.region(), settings.port(), true, controlApi)
                        : new Listener("control", controlPort, false, controlApi));
        Integer plainIndex = indexes.get(settings.region());
        this.api = plainIndex == null ? control : plainIndex;
    }

    private record Parts(Faults faults, RequestLog log, ModelCatalog models, Ports ports) {}

    /**
     * Starts a simulator; when this returns, it serves.
     *
     * @throws IllegalStateException if a port cannot be listened on
     * @throws IllegalArgumentException if the address is unknown, or the script names a region without a port
     */
    public static Simulator start(SimulatorSettings settings) {
        InetAddress address = address(settings.address());
        Faults faults = new Faults(System::nanoTime);
        RequestLog log = new RequestLog(settings.logEntries(), settings.logBodyBytes());
        ModelCatalog models = new ModelCatalog(settings.models());
        Service service = new Service(new Answers(models), faults, InstantSource.system(), settings.keys());
        Ports ports = new Ports(settings.threads(), service, log);
        try {
            Simulator simulator = new Simulator(settings, address, new Parts(faults, log, models, ports));
            Script script = settings.script();
            if (script != null) {
                simulator.scripts.start(script);
            }
            return simulator;
        } catch (IllegalStateException | IllegalArgumentException e) {
            ports.close();
            throw e;
        }
    }

    /** The port of the API. */
    public int port() {
        return ports.number(api);
    }

    /** The port of the control API; the API's own unless the settings say otherwise. */
    public int controlPort() {
        return ports.number(control);
    }

    /** What OpenAI's clients take as base URL, {@code /v1} included. */
    public URI baseUrl() {
        return baseUrl(port());
    }

    /**
     * The base URL by which this region reaches the API.
     *
     * @throws IllegalArgumentException if the region has no port of its own
     */
    public URI baseUrl(String region) {
        return baseUrl(regions.port(region));
    }

    /** The fault rules in force. */
    public Faults faults() {
        return faults;
    }

    /** What was received. */
    public RequestLog log() {
        return log;
    }

    /** The models on offer. */
    public ModelCatalog models() {
        return models;
    }

    /** The regions that have a port of their own; the main port's only if the control API is elsewhere. */
    public Regions regions() {
        return regions;
    }

    /** Runs scripts. */
    public ScriptRunner scripts() {
        return scripts;
    }

    /** Resets every connection and stops. */
    @Override
    public void close() {
        scripts.close();
        ports.close();
    }

    private URI baseUrl(int port) {
        String host = address.isAnyLocalAddress() ? "127.0.0.1" : address.getHostAddress();
        return URI.create("http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port + "/v1");
    }

    private static InetAddress address(String name) {
        try {
            return InetAddress.getByName(name);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("address \"" + name + "\" is unknown", e);
        }
    }
}
