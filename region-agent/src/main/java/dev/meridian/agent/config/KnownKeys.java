package dev.meridian.agent.config;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;

/** Stops the start at a {@code meridian.*} key that nobody reads: a typing error must not pass in silence. */
public final class KnownKeys implements ApplicationContextInitializer<ConfigurableApplicationContext> {
    private static final String ALL = "meridian.";
    private static final String OWN = AgentSettings.PREFIX + ".";
    private static final String ENVIRONMENT_OWN = "MERIDIAN_AGENT_";

    /** Kubernetes sets these in every pod beside a Service whose name begins with meridian-agent; they are no settings. */
    private static final Pattern SERVICE_LINK =
            Pattern.compile(ENVIRONMENT_OWN + "(.*_)?(SERVICE_(HOST|PORT.*)|PORT(_\\d+_.*)?)");

    private static final List<String> KEYS = Arrays.stream(AgentSettings.class.getRecordComponents())
            .flatMap(KnownKeys::keys)
            .toList();

    /** Keys that have something below them: an index or a region. */
    private static final List<String> OPEN_KEYS = Arrays.stream(AgentSettings.class.getRecordComponents())
            .filter(component -> component.getType() == List.class || component.getType() == Map.class)
            .map(KnownKeys::key)
            .toList();

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        check(context.getEnvironment());
    }

    /** @throws IllegalArgumentException naming the first unknown key and the known one that is nearest to it */
    static void check(ConfigurableEnvironment environment) {
        for (PropertySource<?> source : environment.getPropertySources()) {
            if (source instanceof EnumerablePropertySource<?> enumerable) {
                boolean variables =
                        source.getName().equals(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME);
                for (String name : enumerable.getPropertyNames()) {
                    if (variables ? isUnknownVariable(name) : isUnknownKey(name)) {
                        throw new IllegalArgumentException("the setting " + name
                                + " is not known, the nearest known one is " + OWN + nearest(name, variables));
                    }
                }
            }
        }
    }

    private static boolean isUnknownKey(String name) {
        return name.startsWith(ALL) && !(name.startsWith(OWN) && isKnown(name.substring(OWN.length())));
    }

    private static boolean isKnown(String key) {
        String canonical = canonical(key);
        return KEYS.stream().anyMatch(known -> canonical(known).equals(canonical))
                || OPEN_KEYS.stream()
                        .anyMatch(open -> canonical.startsWith(canonical(open) + ".")
                                || canonical.startsWith(canonical(open) + "["));
    }

    private static boolean isUnknownVariable(String name) {
        if (!name.startsWith(ENVIRONMENT_OWN) || SERVICE_LINK.matcher(name).matches()) {
            return false;
        }
        String bare = bare(name.substring(ENVIRONMENT_OWN.length()));
        return KEYS.stream().noneMatch(known -> bare(known).equals(bare))
                && OPEN_KEYS.stream().noneMatch(open -> bare.startsWith(bare(open)));
    }

    private static String nearest(String name, boolean variable) {
        String wanted =
                variable ? name.substring(ENVIRONMENT_OWN.length()) : name.replaceFirst("^meridian\\.(agent\\.)?", "");
        return KEYS.stream()
                .min(Comparator.comparingInt(known -> EditDistance.between(bare(known), bare(wanted))))
                .orElseThrow();
    }

    private static Stream<String> keys(RecordComponent component) {
        return component.getType() == ClusterSettings.class
                ? Arrays.stream(ClusterSettings.class.getRecordComponents())
                        .map(below -> key(component) + "." + key(below))
                : Stream.of(key(component));
    }

    private static String key(RecordComponent component) {
        return component.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

    /** As Boot compares keys: without case and hyphens, but with its dots. */
    private static String canonical(String key) {
        return key.replace("-", "").toLowerCase(Locale.ROOT);
    }

    private static String bare(String key) {
        return key.replaceAll("[^A-Za-z0-9]", "").toLowerCase(Locale.ROOT);
    }
}
