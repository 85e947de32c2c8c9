package dev.meridian.controller.security;

import dev.meridian.controller.bounds.Address;
import dev.meridian.controller.bounds.Rate;
import dev.meridian.controller.bounds.Rates;
import dev.meridian.controller.problem.ProblemAnswer;
import dev.meridian.controller.problem.RefusalReason;
import dev.meridian.controller.problem.Refused;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

/** Lets in who may do what a request asks for: 401 without a known token, 429 over a rate, 403 without the role. */
public final class BearerFilter extends HttpFilter {
    private static final long serialVersionUID = 1L;

    private static final String SCHEME = "bearer ";
    private static final String METRICS = "/metrics";
    private static final Set<String> OPEN_PATHS = Set.of("/health", "/ready", METRICS);
    private static final Set<String> READING = Set.of("GET", "HEAD");
    private static final Set<Role> TABLE_READERS = EnumSet.allOf(Role.class);

    private final transient Credentials credentials;
    private final transient Rates rates;

    public BearerFilter(Credentials credentials, Rates rates) {
        this.credentials = credentials;
        this.rates = rates;
    }

    /** Whether anybody may ask for a path, without a token. */
    public static boolean isOpen(String path) {
        return OPEN_PATHS.contains(path);
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        try {
            letIn(request);
        } catch (Refused e) {
            boolean unknown = e.status() == HttpStatus.UNAUTHORIZED;
            if (unknown) {
                response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
            }
            ProblemAnswer.write(request, response, e);
            if (unknown) {
                RefusalReason.attach(request, () -> credentials.whyUnknown(token(request)));
            }
            return;
        }
        chain.doFilter(request, response);
    }

    /**
     * A good token is never refused for what others at its address do: only those without one are counted by it. A probe costs
     * no more than its refusal, which would restart the program for what others at the node's address do.
     */
    private void letIn(HttpServletRequest request) {
        String path = request.getServletPath();
        if (isOpen(path)) {
            if (path.equals(METRICS)) {
                rates.require(Rate.ANONYMOUS, Address.of(request));
            }
            return;
        }
        @Nullable Caller caller = credentials.callerOf(token(request));
        if (caller == null) {
            rates.require(Rate.ANONYMOUS, Address.of(request));
            throw new Refused(
                    HttpStatus.UNAUTHORIZED, "Unauthorized", "this path needs a known token: Authorization: Bearer");
        }
        caller.attachTo(request);
        rates.require(Rate.ofPath(path), caller.name());
        Set<Role> allowed = allowed(request.getMethod(), path);
        if (caller.roles().stream().noneMatch(allowed::contains)) {
            throw new Refused(HttpStatus.FORBIDDEN, "Forbidden", "this needs a token of role " + names(allowed));
        }
    }

    private static Set<Role> allowed(String method, String path) {
        boolean reads = READING.contains(method);
        return switch (path) {
            case "/v1/reports" -> reads ? Role.READERS : Set.of(Role.AGENT);
            case "/v1/observations" -> reads ? Role.READERS : Set.of(Role.EDGE);
            case "/v1/audit" -> Role.OPERATORS;
            case "/v1/backup" -> Set.of(Role.ADMIN);
            case "/v1/safety-rules" -> reads ? Role.READERS : Set.of(Role.ADMIN);
            case "/v1/table" -> reads ? TABLE_READERS : Role.OPERATORS;
            default -> reads ? Role.READERS : Role.OPERATORS;
        };
    }

    private static @Nullable String token(HttpServletRequest request) {
        @Nullable String header = request.getHeader(HttpHeaders.AUTHORIZATION);
        boolean bearer = header != null && header.toLowerCase(Locale.ROOT).startsWith(SCHEME);
        return header != null && bearer ? header.substring(SCHEME.length()).strip() : null;
    }

    private static String names(Set<Role> roles) {
        return roles.stream()
                .sorted()
                .map(role -> role.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(" or "));
    }
}
