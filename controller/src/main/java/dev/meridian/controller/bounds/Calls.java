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
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Bounds how many calls are served at once, of all callers and of each, after the filter that lets callers in. */
public final class Calls extends HttpFilter {
    private static final long serialVersionUID = 1L;

    /** As long as a call waits for its turn, on a virtual thread of its own. */
    static final Duration PATIENCE = Duration.ofSeconds(1);

    private final transient Map<Kind, Slots> slots = new EnumMap<>(Kind.class);
    private final transient MeterRegistry meters;

    private final transient Function<HttpServletRequest, @Nullable String> callers;

    /**
     * Nothing is served yet.
     *
     * @param callers whose a call is: the name of a credential; null where none is asked for, so that it is its address's
     */
    public Calls(LimitSettings settings, MeterRegistry meters, Function<HttpServletRequest, @Nullable String> callers) {
        this.meters = meters;
        this.callers = callers;
        for (Kind kind : Kind.values()) {
            Slots of = new Slots(kind.most(settings), PATIENCE);
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
        String who = who(request);
        switch (of.take(who)) {
            case TAKEN -> {
                try {
                    chain.doFilter(request, response);
                } finally {
                    of.giveBack(who);
                }
            }
            case FULL -> refuse(request, response, kind, of.most() + " calls of the kind " + kind.label() + " are");
            case FULL_OF_ONE ->
                refuse(
                        request,
                        response,
                        kind,
                        of.mostOfOne() + " calls of the kind " + kind.label() + " of one caller are");
        }
    }

    private void refuse(HttpServletRequest request, HttpServletResponse response, Kind kind, String most)
            throws IOException {
        meters.counter("meridian.controller.bounds.refusals", "bound", kind.label() + "-calls")
                .increment();
        ProblemAnswer.write(
                request, response, Refused.busy(most + " served at once already, which is the limit", PATIENCE));
    }

    private String who(HttpServletRequest request) {
        @Nullable String name = callers.apply(request);
        return name != null ? name : Address.of(request);
    }
}
