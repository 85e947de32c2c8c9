package dev.meridian.simulator.server;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The regions that have a port of their own, as ways to break them. Thread-safe; its methods block. */
public final class Regions {
    private final Ports ports;
    private final Map<String, Integer> indexes;

    /** Each region's index among the ports. */
    public Regions(Ports ports, Map<String, Integer> indexes) {
        this.ports = ports;
        this.indexes = new LinkedHashMap<>(indexes);
    }

    public Set<String> names() {
        return indexes.keySet();
    }

    /**
     * The port of the region.
     *
     * @throws IllegalArgumentException if the region has none
     */
    public int port(String region) {
        return ports.number(index(region));
    }

    /**
     * Whether the region's port is listened on.
     *
     * @throws IllegalArgumentException if the region has none
     */
    public boolean accepts(String region) {
        return ports.open(index(region));
    }

    /**
     * Closes the region's port and resets its connections: connecting to it is refused.
     *
     * @throws IllegalArgumentException if the region has none
     */
    public void refuse(String region) {
        ports.refuse(index(region));
    }

    /**
     * Opens the region's port again, under the same number.
     *
     * @throws IllegalArgumentException if the region has none
     * @throws IllegalStateException if another program has taken the port
     */
    public void accept(String region) {
        ports.accept(index(region));
    }

    /** Opens every region's port again. */
    public void acceptAll() {
        names().forEach(this::accept);
    }

    private int index(String region) {
        Integer index = indexes.get(region);
        if (index == null) {
            throw new IllegalArgumentException("no region \"" + region + "\" has a port; there are " + names());
        }
        return index;
    }
}
