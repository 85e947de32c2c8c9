package dev.meridian.edge.settings;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.StandardEnvironment;

/** Refuses {@code meridian.*} keys that nothing reads: a typing error must not pass in silence. */
public final class EdgeKeys {
    private static final String ROOT = "meridian.";
    private static final String OWN = "meridian.edge.";
    /** Their keys end in a name that is the operator's. */
    private static final List<String> MAPS = List.of(OWN + "endpoint-overrides", OWN + "model-first-content");

    private static final KnownKeys KNOWN =
            new KnownKeys(Stream.concat(keys(EdgeSettings.class, OWN), keys(Limits.class, OWN + "limits."))
                    .filter(key -> !key.equals(OWN + "limits"))
                    .toList());

    private EdgeKeys() {}

    /**
     * Looks at the command line and at files, not at environment variables, among which Kubernetes puts its own for every
     * Service.
     *
     * @throws InvalidSettingException naming the key and the nearest known one
     */
    public static void requireKnown(ConfigurableEnvironment environment) {
        List<String> keys = environment.getPropertySources().stream()
                .filter(source -> !source.getName().equals(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME))
                .filter(EnumerablePropertySource.class::isInstance)
                .map(EnumerablePropertySource.class::cast)
                .flatMap(source -> Arrays.stream(source.getPropertyNames()))
                .map(EdgeKeys::kebab)
                .filter(key -> key.startsWith(ROOT) && MAPS.stream().noneMatch(map -> isIn(map, key)))
                .toList();
        KNOWN.require("the configuration", keys);
    }

    private static Stream<String> keys(Class<? extends Record> settings, String prefix) {
        return Arrays.stream(settings.getRecordComponents())
                .map(RecordComponent::getName)
                .map(name -> prefix + kebab(name));
    }

    private static boolean isIn(String map, String key) {
        return key.startsWith(map + ".") || key.startsWith(map + "[");
    }

    /** Spring takes {@code tableFile} and {@code table_file} for {@code table-file} as well. */
    private static String kebab(String key) {
        return key.replace('_', '-').replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }
}
