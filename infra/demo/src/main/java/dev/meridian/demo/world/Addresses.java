package dev.meridian.demo.world;

import dev.meridian.routing.region.RegionId;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;

/**
 * Where a person can try the running world.
 *
 * @param edges by region
 * @param operatorTokenFile holds the token for the controller's API
 * @param clientKeyFile holds an API key that the edges accept
 */
public record Addresses(
        Map<RegionId, URI> edges, URI controller, URI simulator, Path operatorTokenFile, Path clientKeyFile) {
    /** Copies its collection. */
    public Addresses {
        edges = Map.copyOf(edges);
    }
}
