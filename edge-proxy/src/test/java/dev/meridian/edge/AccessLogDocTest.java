package dev.meridian.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.edge.access.AccessEntry;
import dev.meridian.edge.observe.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code docs/access-log.md} and the lines of a running edge say the same. */
@SuppressWarnings("NullAway.Init")
class AccessLogDocTest {
    private static final Path DOCS = Path.of("..", "docs", "access-log.md");

    private final JsonMapper json = JsonMapper.builder().build();

    @TempDir
    private Path folder;

    @Test
    void fieldsAndOutcomesAreDocumentedInTheirOrderAndEachOutcomeHasAnExample() throws Exception {
        List<String> page = Files.readAllLines(DOCS);
        List<String> outcomes = Stream.concat(
                        Arrays.stream(Outcome.values()).map(Outcome::label), Stream.of(AccessEntry.Told.REFUSED))
                .toList();
        List<String> rows = rows(page);
        List<String> fields = rows.subList(0, rows.size() - outcomes.size());
        assertThat(rows.subList(fields.size(), rows.size())).isEqualTo(outcomes);
        List<JsonNode> examples = page.stream()
                .filter(line -> line.startsWith("    {"))
                .map(json::readTree)
                .toList();
        assertThat(examples)
                .extracting(example -> example.path("outcome").asString())
                .isEqualTo(outcomes);
        assertThat(examples).allSatisfy(example -> assertThat(names(example)).isEqualTo(fields));
        assertThat(names(written())).isEqualTo(fields);
    }

    private JsonNode written() throws Exception {
        AccessLines log = new AccessLines(folder);
        try (EdgeWorld world = EdgeWorld.alone(folder, log.setting())) {
            world.chat("{");
            return log.await(1).getFirst();
        }
    }

    /** What stands in code in the first column of a table. */
    private static List<String> rows(List<String> page) {
        List<String> names = new ArrayList<>();
        page.stream()
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.substring(0, line.indexOf('|', 1)))
                .forEach(cell -> Pattern.compile("`(\\w+)`")
                        .matcher(cell)
                        .results()
                        .map((MatchResult name) -> name.group(1))
                        .forEach(names::add));
        return names;
    }

    private static List<String> names(JsonNode line) {
        return List.copyOf(line.propertyNames());
    }
}
