package dev.meridian.controller.settings;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.StandardEnvironment;

/** Refuses {@code meridian.*} keys that nothing reads: a typing error must not pass in silence. */
public final class MeridianKeys {
    private static final String ROOT = "meridian.";

    private MeridianKeys() {}

    /**
     * Looks at the command line and at files. Environment variables are left alone: Kubernetes puts some there for
     * every Service, and one of those may be called like us.
     *
     * @throws ConfigurationError naming the key and the nearest known one
     */
    public static void requireKnown(ConfigurableEnvironment environment) {
        KnownKeys known = KnownKeys.of(all());
        environment.getPropertySources().stream()
                .filter(source -> !source.getName().equals(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME))
                .filter(EnumerablePropertySource.class::isInstance)
                .map(EnumerablePropertySource.class::cast)
                .flatMap(source -> Arrays.stream(source.getPropertyNames()))
                .filter(key -> key.startsWith(ROOT))
                .forEach(key -> known.require("the configuration", kebab(key)));
    }

    /** All keys that there are, whole. */
    static List<String> all() {
        List<String> keys = new ArrayList<>();
        keys.addAll(keys(ControllerSettings.class, ControllerSettings.PREFIX));
        keys.addAll(keys(LimitSettings.class, ControllerSettings.PREFIX + ".limits"));
        PolicyKeys.all().forEach(key -> keys.add(ControllerSettings.PREFIX + ".policy." + key));
        return keys;
    }

    private static List<String> keys(Class<? extends Record> settings, String prefix) {
        return Arrays.stream(settings.getRecordComponents())
                .filter(component ->
                        component.getType() != Map.class && !component.getType().isRecord())
                .map(component -> prefix + "." + kebab(component.getName()))
                .toList();
    }

    /** Spring takes {@code dataDir} and {@code data_dir} for {@code data-dir} as well. */
    private static String kebab(String key) {
        return key.replace('_', '-').replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }
}
