package dev.meridian.controller.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds docs/configuration.md against the settings. */
final class ConfigurationDocTest {
    @Test
    void everySettingOfTheControllerIsDocumented() throws IOException {
        String page = Files.readString(Path.of("../docs/configuration.md"));
        String controller = page.substring(page.indexOf("## controller"), page.indexOf("## region-agent"));
        List<String> missing = Stream.concat(
                        Stream.of(ControllerSettings.class.getRecordComponents())
                                .map(part -> part.getName()
                                        .replaceAll("([A-Z])", "-$1")
                                        .toLowerCase(Locale.ROOT))
                                .filter(key -> !key.equals("policy")),
                        PolicyKeys.all().stream().map(key -> "policy." + key))
                .filter(key -> !controller.contains("`" + key + "`"))
                .toList();
        assertThat(missing).isEmpty();
    }
}
