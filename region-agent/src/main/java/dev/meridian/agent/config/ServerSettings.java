package dev.meridian.agent.config;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the agent's own pages are served.
 *
 * @param address 0.0.0.0 by default, so that an orchestrator reaches them; they tell no secret
 * @param port 8091 by default; 0 for any free one
 */
@ConfigurationProperties(prefix = "server")
public record ServerSettings(
        @DefaultValue("0.0.0.0") InetAddress address,
        @DefaultValue("8091") int port) {
    /** @throws IllegalArgumentException if the port is out of its range */
    public ServerSettings {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("server.port " + port + " must be 0 to 65535");
        }
    }

    /** Both in one. */
    public InetSocketAddress socketAddress() {
        return new InetSocketAddress(address, port);
    }
}
