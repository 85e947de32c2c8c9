package dev.meridian.controller.security;

import dev.meridian.controller.settings.ConfigurationError;
import dev.meridian.controller.settings.ControllerSettings;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.InetAddress;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Who is let in depends on who can connect. */
public final class BindRule {
    private static final int MAX_PORT = 65_535;

    private BindRule() {}

    /**
     * Accepts a port, where one is set.
     *
     * @throws ConfigurationError if it is not 0 (any free one) to 65 535
     */
    public static void requirePort(@Nullable Integer port) {
        if (port != null && (port < 0 || port > MAX_PORT)) {
            throw new ConfigurationError("server.port is " + port + ", it must be 0 to " + MAX_PORT);
        }
    }

    /**
     * The credentials of the settings.
     *
     * @param address what the web server binds; null stands for every address
     * @throws ConfigurationError if others than this machine could connect and there are no tokens
     */
    public static Credentials credentials(
            ControllerSettings settings, @Nullable InetAddress address, LongSupplier nanoClock, MeterRegistry meters) {
        List<Credentials> known = new ArrayList<>();
        if (settings.tokensFile() != null) {
            known.add(new HashedTokens(settings.tokensFile(), InstantSource.system(), nanoClock, meters));
        }
        if (settings.clustersFile() != null) {
            known.add(new ServiceAccountTokens(settings.clustersFile(), InstantSource.system(), nanoClock, meters));
        }
        return known.stream().reduce(EitherCredentials::new).orElseGet(() -> nobodyElse(address));
    }

    private static Credentials nobodyElse(@Nullable InetAddress address) {
        if (address == null || !address.isLoopbackAddress()) {
            throw new ConfigurationError(
                    "server.address is not loopback and meridian.controller.tokens-file is not set, nor is clusters-file;"
                            + " without tokens the controller listens to its own machine only");
        }
        return Credentials.none();
    }
}
