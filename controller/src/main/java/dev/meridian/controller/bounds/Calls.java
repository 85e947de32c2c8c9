package dev.meridian.controller.bounds;

import dev.meridian.controller.problem.ProblemAnswer;
import dev.meridian.controller.problem.Refused;
import dev.meridian.controller.settings.LimitSettings;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Bounds how many calls are served at once, after the filter that lets callers in. */
public final class Calls extends HttpFilter {
    private static final long serialVersionUID = 1L;

    /** As long as a call waits for its turn, on a virtual thread of its own. */
    static final Duration PATIENCE = Duration.ofSeconds(1);

    private final transient Map<Kind, Slots> slots = new EnumMap<>(Kind.class);
    private final transient MeterRegistry meters;

    public Calls(LimitSettings settings, MeterRegistry meters) {
        this.meters = meters;
        for (Kind kind : Kind.values()) {
            Slots of = new Slots(kind.most(settings), new Semaphore(kind.most(settings)));
            slots.put(kind, of);
            meters.gauge("meridian.controller.calls", Tags.of("kind", kind.label()), of, Slots::taken);
        }
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        @Nullable Kind kind = Kind.ofPath(request.getServletPath());
        if (kind == null) {
            chain.doFilter(request, response);
            return;
        }
        Slots of = Objects.requireNonNull(slots.get(kind));
        if (!of.take()) {
            meters.counter("meridian.controller.bounds.refusals", "bound", kind.label() + "-calls")
                    .increment();
            String most = of.most() + " calls of the kind " + kind.label()
                    + " are served at once already, which is the limit";
            ProblemAnswer.write(request, response, Refused.busy(most, PATIENCE));
            return;
        }
        try {
            chain.doFilter(request, response);
        } finally {
            of.free().release();
        }
    }

    private record Slots(int most, Semaphore free) {
        boolean take() {
            try {
                return free.tryAcquire() || free.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }

        int taken() {
            return most - free.availablePermits();
        }
    }
}
