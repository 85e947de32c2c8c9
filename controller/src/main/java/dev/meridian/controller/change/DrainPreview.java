package dev.meridian.controller.change;

import dev.meridian.controller.report.RegionStreams;
import dev.meridian.routing.region.RegionId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a drain would lead to.
 *
 * @param objections why it would be refused; empty where it would not
 * @param oneMore if after that one more region were lost; null where none is left that could be
 * @param streams what runs in the region now and would be left to end
 */
public record DrainPreview(
        RegionId region,
        List<String> objections,
        OutlookView outlook,
        @Nullable LossView oneMore,
        RegionStreams streams) {}
