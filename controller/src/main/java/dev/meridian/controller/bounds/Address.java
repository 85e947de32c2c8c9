package dev.meridian.controller.bounds;

import jakarta.servlet.http.HttpServletRequest;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;

/** Where a request comes from, as far as one can choose where to come from. */
public final class Address {
    /** Whoever has one IPv6 address has all of its network's. */
    private static final int NETWORK_BYTES = 8;

    /** All together, where the server does not name the other end. */
    private static final String UNKNOWN = "unknown";

    private Address() {}

    /** The other end of the connection; headers in which a caller says where it comes from count for nothing. Never fails. */
    public static String of(HttpServletRequest request) {
        InetAddress address;
        try {
            address = InetAddress.ofLiteral(request.getRemoteAddr());
        } catch (IllegalArgumentException | NullPointerException e) {
            return UNKNOWN;
        }
        return address instanceof Inet6Address six
                ? HexFormat.of().formatHex(Arrays.copyOf(six.getAddress(), NETWORK_BYTES))
                : address.getHostAddress();
    }
}
