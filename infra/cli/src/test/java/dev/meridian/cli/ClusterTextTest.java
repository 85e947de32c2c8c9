package dev.meridian.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class ClusterTextTest {
    @ParameterizedTest
    @ValueSource(
            strings = {"{}", "{\"cluster\": null}", "{\"cluster\": {\"view\": \"OUTSIDE\", \"pods\": {\"total\": 0}}}"})
    void noClusterIsNoWord(String region) {
        assertThat(ClusterText.pods(CommandLineTest.json(region).path("cluster")))
                .isEmpty();
        assertThat(ClusterText.nodes(CommandLineTest.json(region).path("cluster")))
                .isEmpty();
    }

    @Test
    void whatIsNotWorthAWordIsLeftOut() {
        assertThat(ClusterText.pods(cluster("CURRENT", 0, "{}", false))).isEqualTo("2/5 ready, 1 starting");
    }

    @Test
    void everyReasonIsCounted() {
        assertThat(ClusterText.pods(cluster("CURRENT", 0, "{\"QUOTA\": 1, \"RESOURCES\": 2}", true)))
                .isEqualTo("2/5 ready, 1 starting, 3 pending (1 QUOTA, 2 RESOURCES), rollout");
    }

    @Test
    void oldNewsSaysItsAge() {
        assertThat(ClusterText.pods(cluster("STALE", 90_500, "{}", false)))
                .isEqualTo("2/5 ready, 1 starting, as of 90s ago");
        assertThat(ClusterText.pods(cluster("UNSEEN", 0, "{}", false))).isEqualTo("API server not reached");
    }

    @Test
    void manyNodesAreCounted() {
        assertThat(ClusterText.nodes(CommandLineTest.json("""
                        {"nodes": {"a": ["NOT_READY", "CORDONED"], "b": ["CORDONED"], "c": ["CORDONED"], "d": ["CORDONED"]},
                         "moreNodes": 5}""")))
                .isEqualTo("a NOT_READY CORDONED, b CORDONED, c CORDONED, 6 more");
    }

    private static JsonNode cluster(String view, int ageMillis, String pending, boolean rollout) {
        return CommandLineTest.json("""
                {"view": "%s", "ageMillis": %d, "pods": {"total": 5, "ready": 2, "starting": 1, "terminating": 0},
                 "pending": %s, "rollout": %s}""".formatted(view, ageMillis, pending, rollout));
    }
}
