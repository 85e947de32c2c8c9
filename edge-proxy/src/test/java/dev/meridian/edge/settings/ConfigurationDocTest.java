package dev.meridian.edge.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds docs/configuration.md against the settings. */
class ConfigurationDocTest {
    @Test
    void everySettingOfTheEdgeIsDocumented() throws IOException {
        String page = Files.readString(Path.of("../docs/configuration.md"));
        String edge = page.substring(page.indexOf("## edge-proxy"), page.indexOf("## controller"));
        List<String> missing = Stream.concat(keys(EdgeSettings.class, ""), keys(Limits.class, "limits."))
                .filter(key -> !key.equals("limits"))
                .filter(key -> !edge.contains("`" + key + "`") && !edge.contains("`" + key + ".<"))
                .toList();
        assertThat(missing).isEmpty();
    }

    private static Stream<String> keys(Class<? extends Record> settings, String prefix) {
        return Stream.of(settings.getRecordComponents())
                .map(part ->
                        prefix + part.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT));
    }
}
