package dev.meridian.agent.wire;

import dev.meridian.routing.latency.LatencyHistogram;
import dev.meridian.routing.region.RegionId;
import dev.meridian.routing.region.Sender;
import dev.meridian.routing.report.ClusterReport;
import dev.meridian.routing.report.ProbeCounts;
import dev.meridian.routing.report.RegionReport;
import java.io.ByteArrayOutputStream;
import java.util.Map;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Writes reports. */
public final class ReportJson {
    /** The number of the contract that this program speaks. */
    static final int SCHEMA = 1;

    private static final JsonFactory JSON = new JsonFactory();

    private ReportJson() {}

    /** The report as UTF-8 JSON of {@code POST /v1/reports}. */
    public static byte[] write(RegionReport report) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), out)) {
            json.writeStartObject();
            json.writeNumberProperty("schema", SCHEMA);
            json.writeStringProperty("region", report.region().value());
            writeSender(json, report.sender());
            json.writeNumberProperty("intervalMillis", report.interval().toMillis());
            json.writeNumberProperty("edgesReady", report.edgesReady());
            json.writeNumberProperty("edgesTotal", report.edgesTotal());
            writeCounts(json, "probes", report.probes());
            json.writeStringProperty("upstream", report.upstream().name());
            json.writeObjectPropertyStart("peers");
            for (Map.Entry<RegionId, ProbeCounts> peer : report.peers().entrySet()) {
                writeCounts(json, peer.getKey().value(), peer.getValue());
            }
            json.writeEndObject();
            writeCluster(json, report.cluster());
            json.writeEndObject();
        }
        return out.toByteArray();
    }

    private static void writeSender(JsonGenerator json, Sender sender) {
        json.writeObjectPropertyStart("sender");
        json.writeStringProperty("name", sender.name());
        json.writeStringProperty("bootId", sender.bootId());
        json.writeNumberProperty("sequence", sender.sequence());
        json.writeEndObject();
    }

    private static void writeCluster(JsonGenerator json, ClusterReport cluster) {
        json.writeObjectPropertyStart("cluster");
        json.writeStringProperty("view", cluster.view().name());
        json.writeNumberProperty("ageMillis", cluster.age().toMillis());
        json.writeArrayPropertyStart("node");
        cluster.node().forEach(trouble -> json.writeString(trouble.name()));
        json.writeEndArray();
        json.writeObjectPropertyStart("pods");
        json.writeNumberProperty("total", cluster.pods().total());
        json.writeNumberProperty("ready", cluster.pods().ready());
        json.writeNumberProperty("starting", cluster.pods().starting());
        json.writeNumberProperty("terminating", cluster.pods().terminating());
        json.writeNumberProperty("restarts", cluster.pods().restarts());
        json.writeEndObject();
        json.writeNumberProperty("endpoints", cluster.endpoints());
        json.writeObjectPropertyStart("pending");
        cluster.pending().forEach((reason, pods) -> json.writeNumberProperty(reason.name(), pods));
        json.writeEndObject();
        json.writeBooleanProperty("rollout", cluster.rollout());
        json.writeEndObject();
    }

    private static void writeCounts(JsonGenerator json, String name, ProbeCounts counts) {
        json.writeObjectPropertyStart(name);
        json.writeNumberProperty("succeeded", counts.succeeded());
        json.writeNumberProperty("failed", counts.failed());
        json.writeArrayPropertyStart("roundTripMicros");
        writePairs(json, counts.roundTrip());
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void writePairs(JsonGenerator json, LatencyHistogram histogram) {
        long[] counts = histogram.counts();
        for (int bucket = 0; bucket < counts.length; bucket++) {
            if (counts[bucket] > 0) {
                json.writeStartArray();
                json.writeNumber(bucket);
                json.writeNumber(counts[bucket]);
                json.writeEndArray();
            }
        }
    }
}
