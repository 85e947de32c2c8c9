package dev.meridian.demo.world;

import dev.meridian.demo.geography.Geography;
import dev.meridian.routing.region.RegionId;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where a person can try the running world.
 *
 * @param edges by region
 * @param simulatorControl where the simulator is asked what it received and told to fail, by {@code /_sim/}
 * @param operatorTokenFile holds the token for the controller's API
 * @param clientKeyFile holds an API key that the edges accept
 */
public record Addresses(
        Map<RegionId, URI> edges, URI controller, URI simulatorControl, Path operatorTokenFile, Path clientKeyFile) {
    /** Copies its collection. */
    public Addresses {
        edges = Map.copyOf(edges);
    }

    static Addresses of(PortBlock ports, Folder folder) {
        Map<RegionId, URI> edges = new TreeMap<>();
        Geography.REGIONS.forEach(region -> edges.put(region, url(ports.edge(region))));
        return new Addresses(
                edges,
                url(ports.controller()),
                url(ports.simulatorControl()),
                folder.root().resolve("operator.token"),
                folder.root().resolve("client.key"));
    }

    static URI url(int port) {
        return URI.create("http://127.0.0.1:" + port);
    }
}
