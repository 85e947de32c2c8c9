package dev.meridian.controller.audit;

import dev.meridian.controller.problem.RefusalReason;
import dev.meridian.controller.store.ControlStore;
import dev.meridian.controller.store.StoreFailure;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the audit of every change that is refused, before any filter that refuses, as far as the {@link Allowance} of the caller's
 * role goes; the caller hears the refusal anyway.
 */
public final class Refusals extends HttpFilter {
    private static final long serialVersionUID = 1L;

    private static final Logger log = LoggerFactory.getLogger(Refusals.class);
    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

    private final transient ControlStore store;
    private final transient InstantSource clock;
    private final transient LongSupplier nanoClock;
    private final transient Counter missed;

    /** By role, so that strangers' noise hides nobody else's refusals: one for each set of roles that a credential has. */
    private final transient ConcurrentMap<String, Allowance> allowances = new ConcurrentHashMap<>();

    public Refusals(ControlStore store, InstantSource clock, LongSupplier nanoClock, MeterRegistry meters) {
        this.store = store;
        this.clock = clock;
        this.nanoClock = nanoClock;
        this.missed = meters.counter("meridian.controller.audit.missed");
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        response.setHeader(RequestId.HEADER, RequestId.of(request));
        chain.doFilter(request, response);
        if (!READING.contains(request.getMethod()) && isOfNote(request.getServletPath(), response.getStatus())) {
            tell(request, response.getStatus());
        }
    }

    /** A report that cannot be read is no attempt to change something; one for another region is. */
    private static boolean isOfNote(String path, int status) {
        boolean message = path.equals("/v1/reports") || path.equals("/v1/observations");
        return message ? status == 401 || status == 403 : status >= 400 && status <= 499;
    }

    private void tell(HttpServletRequest request, int status) {
        Actor by = Actor.of(request);
        Allowance allowance = allowances.computeIfAbsent(by.role(), _ -> new Allowance(nanoClock));
        long untold = allowance.take();
        if (untold == Allowance.NO) {
            missed.increment();
            return;
        }
        Action action = Action.of(request.getMethod(), request.getServletPath());
        String why = why(status, untold, RefusalReason.of(request), DryRun.isMeantBy(request));
        try {
            store.audit(by.wasRefused(clock.instant(), action.name(), action.target(), why));
        } catch (StoreFailure e) {
            missed.increment();
            allowance.giveBack(untold + 1);
            log.warn("a refusal ({} {}) is not in the audit: {}", action.name(), status, e.getMessage());
        }
    }

    /** @param untold how many were refused before and are not in the audit */
    static String why(int status, long untold, @Nullable String reason, boolean isDryRun) {
        return "status " + status + (untold == 0 ? "" : " (after " + untold + " of this role that are not told)")
                + (reason == null ? "" : ": " + reason) + (isDryRun ? ", dry run" : "");
    }
}
