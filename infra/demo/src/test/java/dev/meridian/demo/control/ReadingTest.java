package dev.meridian.demo.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.demo.geography.Geography;
import dev.meridian.routing.table.TableVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ReadingTest {
    @Test
    void theGoldenTableIsReadAsEveryProgramReadsIt() throws IOException {
        TableView table = Reading.table(
                json(Files.readString(Path.of("..", "..", "docs", "wire", "table.json"))), Geography.REGIONS);
        assertThat(table.version()).isEqualTo(new TableVersion(1, 12));
        assertThat(table.share(Geography.EU, Geography.AP)).isEqualTo(2_858);
        assertThat(table.largestShare(Geography.US)).isEqualTo(10_000);
        assertThat(table.smallestShare(Geography.EU)).isZero();
        assertThat(table.healthOf(Geography.AP)).isEqualTo("DRAINING");
    }

    @Test
    void regionsAreReadWithWeightAndEvidence() {
        JsonNode answer = json("""
                {"regions": {"eu-west-1": {"intent": {"weight": 100, "enabled": true},
                  "state": {"health": "DOWN", "because": "agents 0/1 ready"}}}}""");
        assertThat(Reading.regions(answer, List.of(Geography.EU, Geography.AP)))
                .isEqualTo(List.of(
                        new RegionStatus(Geography.EU, "DOWN", 100, "agents 0/1 ready"),
                        new RegionStatus(Geography.AP, "UNKNOWN", -1, "")));
    }

    @Test
    void drainsAreReadByRegion() {
        JsonNode answer = json("""
                {"drains": [{"id": "drain-7", "region": "us-west-2"}]}""");
        assertThat(Reading.drains(answer)).isEqualTo(Map.of(Geography.US, "drain-7"));
    }

    private static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text);
    }
}
