package dev.meridian.agent.http;

import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.concurrent.ExecutionException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Why an exchange failed, in words an operator can act on. */
final class Causes {
    /** Causes are nested a few deep at most; a cycle must not hang the agent. */
    private static final int MAX_DEPTH = 8;

    private Causes() {}

    static String describe(ExecutionException failure) {
        @Nullable Throwable cause = failure.getCause();
        String description = "the exchange failed";
        for (int depth = 0; cause != null && depth < MAX_DEPTH; depth++) {
            switch (cause) {
                case UnresolvedAddressException _ -> {
                    return "the host name does not resolve";
                }
                case HttpConnectTimeoutException _ -> {
                    return "no connection within " + Exchanges.CONNECT_TIMEOUT.toMillis() + " ms";
                }
                case ConnectException _ -> description = "the connection was refused";
                case SSLException tls -> {
                    return "TLS failed: " + tls.getMessage();
                }
                default -> description = describe(cause, description);
            }
            cause = cause.getCause();
        }
        return description;
    }

    private static String describe(Throwable cause, String otherwise) {
        @Nullable String message = cause.getMessage();
        return message == null || cause instanceof ConnectException ? otherwise : message;
    }
}
