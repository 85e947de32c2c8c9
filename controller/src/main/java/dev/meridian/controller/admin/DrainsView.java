package dev.meridian.controller.admin;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.meridian.controller.report.RegionStreams;
import dev.meridian.controller.store.EndedDrain;
import dev.meridian.routing.intent.Drain;
import dev.meridian.routing.region.RegionId;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * The answer of {@code GET /v1/drains}.
 *
 * @param drains those that hold now
 * @param streams what is left to end in each region that is drained now
 * @param ended those of the past, the latest first; only where they were asked for
 */
record DrainsView(
        List<Drain> drains,
        SortedMap<RegionId, RegionStreams> streams,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<EndedDrain> ended) {}
