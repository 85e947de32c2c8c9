package dev.meridian.controller.admin;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.meridian.controller.store.EndedDrain;
import dev.meridian.routing.intent.Drain;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer of {@code GET /v1/drains}.
 *
 * @param drains those that hold now
 * @param ended those of the past, the latest first; only where they were asked for
 */
record DrainsView(
        List<Drain> drains,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<EndedDrain> ended) {}
