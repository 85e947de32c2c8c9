package dev.meridian.controller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.controller.security.Tokens;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code docs/metrics.md} and what the controller shows say the same. */
final class MetricsDocTest {
    private static final Path DOCS = Path.of("..", "docs", "metrics.md");
    private static final Pattern TYPE = Pattern.compile("(?m)^# TYPE (meridian_\\w+) (\\w+)$");
    private static final Pattern SAMPLE = Pattern.compile("(?m)^(meridian_\\w+?)(?:_sum|_count)?\\{(.*)} \\S+$");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"([^\"]*)\"");
    private static final Pattern ROW =
            Pattern.compile("(?m)^\\| `(meridian_controller_\\w+)` \\| (\\w+) \\| (.*?) \\|.*$");
    private static final Pattern DOCUMENTED_LABEL = Pattern.compile("`(\\w+)`([^;]*)");

    @TempDir
    Path dir;

    @Test
    void everyFamilyIsDocumentedWithItsLabelsAndNoOther() throws IOException {
        String page = Files.readString(DOCS);
        Map<String, String> types = new TreeMap<>();
        Map<String, Map<String, Set<String>>> documented = new HashMap<>();
        ROW.matcher(page).results().forEach(row -> {
            types.put(row.group(1), row.group(2));
            documented.put(row.group(1), documentedLabels(row.group(3)));
        });
        String shown = shownAfterEverything();

        assertThat(TYPE.matcher(shown)
                        .results()
                        .collect(Collectors.toMap(type -> type.group(1), type -> type.group(2), (one, same) -> one)))
                .containsExactlyInAnyOrderEntriesOf(types);
        shownLabels(shown).forEach((family, labels) -> {
            Map<String, Set<String>> allowed = documented.getOrDefault(family, Map.of());
            assertThat(labels.keySet()).as(family).isEqualTo(allowed.keySet());
            labels.forEach((label, values) -> assertThat(values)
                    .as("%s %s", family, label)
                    .matches(all -> allowed.getOrDefault(label, Set.of()).isEmpty()
                            || allowed.getOrDefault(label, Set.of()).containsAll(all)));
        });
    }

    private String shownAfterEverything() throws IOException {
        Path clusters = Files.writeString(
                dir.resolve("clusters.yaml"), """
                clusters:
                  - {name: eu, issuer: "%s", jwks-file: %s, accounts: %s}
                """.formatted(Tokens.ISSUER, Path.of("none"), Tokens.ACCOUNTS));
        String hash = "a".repeat(64);
        String tokens = "tokens: [{name: a, role: admin, sha256: " + hash + "}]\n";
        Path file = Files.writeString(dir.resolve("tokens.yaml"), tokens);
        try (RunningController controller = RunningController.start(dir)) {
            assertThat(controller
                            .post("/v1/reports", ControllerTest.golden("report.json"))
                            .status())
                    .isEqualTo(204);
            assertThat(controller.get("/v1/table").status()).isEqualTo(200);
            assertThat(controller.get("/v1/nowhere").status()).isEqualTo(404);
            try (RunningController guarded = RunningController.start(
                    Files.createDirectory(dir.resolve("guarded")),
                    "--meridian.controller.clusters-file=" + clusters,
                    "--meridian.controller.limits.anonymous-rate=1",
                    "--meridian.controller.tokens-file=" + file)) {
                for (int i = 0; i < 20; i++) {
                    guarded.get("/v1/table", "Authorization", "Bearer wrong");
                }
                Files.writeString(file, tokens + "# longer\n");
                return Awaitility.await()
                                .atMost(Duration.ofSeconds(60))
                                .pollInterval(Duration.ofSeconds(3))
                                .until(
                                        () -> {
                                            guarded.get("/v1/table", "Authorization", "Bearer wrong");
                                            return guarded.get("/metrics").text();
                                        },
                                        shown -> shown.contains("config_reloads_total"))
                        + controller.get("/metrics").text();
            }
        }
    }

    private static Map<String, Set<String>> documentedLabels(String text) {
        return DOCUMENTED_LABEL
                .matcher(text)
                .results()
                .collect(Collectors.toMap(
                        label -> label.group(1),
                        label -> label.group(2).isBlank()
                                ? Set.of()
                                : Arrays.stream(label.group(2).split(",", -1))
                                        .map(String::strip)
                                        .collect(Collectors.toSet())));
    }

    private static Map<String, Map<String, Set<String>>> shownLabels(String scrape) {
        Map<String, Map<String, Set<String>>> families = new TreeMap<>();
        for (MatchResult sample : SAMPLE.matcher(scrape).results().toList()) {
            Map<String, Set<String>> labels = families.computeIfAbsent(sample.group(1), name -> new TreeMap<>());
            LABEL.matcher(sample.group(2))
                    .results()
                    .forEach(label -> labels.computeIfAbsent(label.group(1), name -> new TreeSet<>())
                            .add(label.group(2)));
        }
        return families;
    }
}
