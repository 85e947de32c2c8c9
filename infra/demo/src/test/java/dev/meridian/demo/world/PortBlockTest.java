package dev.meridian.demo.world;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.demo.geography.Geography;
import dev.meridian.routing.region.RegionId;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PortBlockTest {
    @Test
    void everyProgramAndEveryWayHasItsOwnPort() throws IOException {
        try (PortBlock block = PortBlock.claim()) {
            assertThat(portsOf(block)).hasSize(3 + 3 + 3 + 3 + 6);
        }
    }

    @Test
    void twoBlocksHaveNoPortInCommon() throws IOException {
        try (PortBlock one = PortBlock.claim();
                PortBlock other = PortBlock.claim()) {
            assertThat(portsOf(one)).doesNotContainAnyElementsOf(portsOf(other));
        }
    }

    @Test
    void allPortsLieBelowThoseOfOutgoingConnections() throws IOException {
        try (PortBlock block = PortBlock.claim()) {
            assertThat(portsOf(block)).allMatch(port -> port >= 18_000 && port < 30_000);
        }
    }

    private static Set<Integer> portsOf(PortBlock block) {
        Set<Integer> ports = new HashSet<>(Set.of(block.simulator(), block.simulatorControl(), block.controller()));
        for (RegionId region : Geography.REGIONS) {
            ports.add(block.edge(region));
            ports.add(block.agent(region));
            ports.add(block.upstream(region));
            Geography.othersThan(region).forEach(to -> ports.add(block.relay(region, to)));
        }
        return ports;
    }
}
