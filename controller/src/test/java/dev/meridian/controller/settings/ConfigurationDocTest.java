package dev.meridian.controller.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Holds docs/configuration.md against the settings. */
final class ConfigurationDocTest {
    @Test
    void everySettingOfTheControllerIsDocumented() throws IOException {
        String page = Files.readString(Path.of("../docs/configuration.md"));
        String controller = page.substring(page.indexOf("## controller"), page.indexOf("## region-agent"));
        List<String> missing = MeridianKeys.all().stream()
                .map(key -> key.substring(ControllerSettings.PREFIX.length() + 1))
                .filter(key -> !controller.contains("`" + key + "`"))
                .toList();
        assertThat(missing).isEmpty();
    }
}
