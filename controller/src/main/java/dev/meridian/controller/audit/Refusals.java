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
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the audit of every change that is refused, before any filter that refuses; the caller hears the refusal anyway. */
public final class Refusals extends HttpFilter {
    private static final long serialVersionUID = 1L;

    private static final Logger log = LoggerFactory.getLogger(Refusals.class);
    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

    private final transient ControlStore store;
    private final transient InstantSource clock;
    private final transient Allowance allowance;
    private final transient Counter missed;

    public Refusals(ControlStore store, InstantSource clock, LongSupplier nanoClock, MeterRegistry meters) {
        this.store = store;
        this.clock = clock;
        this.allowance = new Allowance(nanoClock);
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
        if (!allowance.take()) {
            missed.increment();
            return;
        }
        Action action = Action.of(request.getMethod(), request.getServletPath());
        try {
            @Nullable String reason = RefusalReason.of(request);
            String why = "status " + status + (reason == null ? "" : ": " + reason)
                    + (DryRun.isMeantBy(request) ? ", dry run" : "");
            store.audit(Actor.of(request).wasRefused(clock.instant(), action.name(), action.target(), why));
        } catch (StoreFailure e) {
            missed.increment();
            log.warn("a refusal ({} {}) is not in the audit: {}", action.name(), status, e.getMessage());
        }
    }
}
