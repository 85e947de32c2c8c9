package dev.meridian.controller.admin;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.meridian.controller.store.EndedDrain;
import dev.meridian.routing.intent.Drain;
import dev.meridian.routing.intent.DrainMode;
import dev.meridian.routing.region.RegionId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A drain, open or ended: the answer of {@code GET /v1/drains/{id}}.
 *
 * @param endedAt only of one that has ended
 * @param endedBy only of one that has ended
 */
record DrainView(
        String id,
        RegionId region,
        DrainMode mode,
        String reason,
        String owner,
        Instant startedAt,
        Instant expiresAt,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Instant endedAt,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String endedBy) {
    static DrainView of(Drain drain) {
        return new DrainView(
                drain.id(),
                drain.region(),
                drain.mode(),
                drain.reason(),
                drain.owner(),
                drain.startedAt(),
                drain.expiresAt(),
                null,
                null);
    }

    static DrainView of(EndedDrain ended) {
        DrainView open = of(ended.drain());
        return new DrainView(
                open.id,
                open.region,
                open.mode,
                open.reason,
                open.owner,
                open.startedAt,
                open.expiresAt,
                ended.endedAt(),
                ended.endedBy());
    }
}
