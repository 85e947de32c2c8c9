package dev.meridian.edge.call;

import dev.meridian.routing.region.Endpoint;
import java.time.Duration;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Where the controller is, and how one gets in.
 *
 * @param token asked for with every request, and sent unless it is null
 * @param tls asked for with every request; null for what Java trusts by itself
 */
public record ControllerAccess(Endpoint base, Supplier<@Nullable String> token, Supplier<@Nullable SSLContext> tls) {
    /**
     * A client of its own, which the caller closes.
     *
     * @param connect how long connecting may take
     */
    public ControllerLink link(Duration connect) {
        return new ControllerLink(this, connect);
    }
}
