package dev.meridian.agent.config;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/** The name of the machine, or of the pod. */
final class HostName {
    private HostName() {}

    static String local() {
        @Nullable String fromShell = System.getenv("HOSTNAME");
        if (fromShell != null && !fromShell.isBlank()) {
            return fromShell;
        }
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(
                    AgentSettings.PREFIX + ".name is required, since this machine does not know its host name", e);
        }
    }
}
