package dev.meridian.controller.settings;

import dev.meridian.routing.policy.LoadPrices;
import dev.meridian.routing.policy.PolicySettings;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.core.convert.ConversionException;

/**
 * The keys {@code meridian.controller.policy.*}: one for every number of the decision, in kebab case. What is not set
 * has the decision's own default, so a new number there is a new key here. Only its {@code cycle} is no key of its own:
 * that is {@code meridian.controller.decision-interval}.
 */
public final class PolicyKeys {
    private static final String CYCLE = "cycle";
    private static final String PREFIX = ControllerSettings.PREFIX + ".policy";

    private final Map<String, String> byName = new HashMap<>();

    private PolicyKeys() {}

    /** All keys, without their prefix. */
    static List<String> all() {
        return leaves(PolicySettings.class)
                .filter(component -> !component.getName().equals(CYCLE))
                .map(PolicyKeys::key)
                .toList();
    }

    /**
     * The numbers of the decision.
     *
     * @throws ConfigurationError if a key is unknown or a value is not of its kind or range
     */
    public static PolicySettings read(Map<String, String> settings, Duration decisionInterval) {
        PolicyKeys keys = new PolicyKeys();
        settings.forEach(keys::add);
        if (keys.byName.containsKey(CYCLE)) {
            KnownKeys.of(all()).require(PREFIX, CYCLE);
        }
        keys.byName.put(CYCLE, decisionInterval.toMillis() + "ms");
        PolicySettings read = keys.read(PolicySettings.class, PolicySettings.DEFAULTS);
        keys.byName.keySet().forEach(unknown -> KnownKeys.of(all()).require(PREFIX, unknown));
        return read;
    }

    /** Which of two spellings holds would be chance, since what is bound to a map has lost the order of its sources. */
    private void add(String key, String value) {
        @Nullable String other = byName.put(uniform(key), value);
        if (other != null && !other.equals(value)) {
            throw new ConfigurationError(PREFIX + "." + key
                    + " is set twice, in different spellings (with dashes, or as an environment variable), to "
                    + other + " and " + value);
        }
    }

    private <T extends Record> T read(Class<T> type, Record defaults) {
        List<Object> arguments = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            Object byDefault = valueOf(component, defaults);
            if (isGroup(component.getType())) {
                Record group = (Record) byDefault;
                arguments.add(read(group.getClass(), group));
            } else {
                @Nullable String text = byName.remove(uniform(component.getName()));
                arguments.add(text == null ? byDefault : converted(component, text));
            }
        }
        return create(type, arguments);
    }

    /** The numbers themselves, whichever stage they belong to. */
    private static Stream<RecordComponent> leaves(Class<?> type) {
        return Arrays.stream(type.getRecordComponents())
                .flatMap(
                        component -> isGroup(component.getType()) ? leaves(component.getType()) : Stream.of(component));
    }

    private static boolean isGroup(Class<?> type) {
        return type.isRecord() && type != LoadPrices.class;
    }

    /** Environment variables know neither case nor dashes, and what they divide by {@code _} comes here divided by dots. */
    private static String uniform(String key) {
        return key.replaceAll("[-.]", "").toLowerCase(Locale.ROOT);
    }

    private static String key(RecordComponent component) {
        return component.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

    private static Object converted(RecordComponent component, String text) {
        if (component.getType() == LoadPrices.class) {
            return loadPrices(component, text);
        }
        try {
            @Nullable
            Object value = ApplicationConversionService.getSharedInstance().convert(text, component.getType());
            if (value != null) {
                return value;
            }
        } catch (ConversionException e) {
            throw new ConfigurationError(notA(component), e);
        }
        throw new ConfigurationError(notA(component));
    }

    private static LoadPrices loadPrices(RecordComponent component, String text) {
        try {
            return LoadPrices.parse(text);
        } catch (IllegalArgumentException e) {
            throw new ConfigurationError(PREFIX + "." + key(component) + ": " + e.getMessage(), e);
        }
    }

    private static String notA(RecordComponent component) {
        String kind = component.getType() == Duration.class
                ? "a duration such as 15s"
                : component.getType() == boolean.class ? "true or false" : "a number";
        return PREFIX + "." + key(component) + " must be " + kind;
    }

    private static Object valueOf(RecordComponent component, Record of) {
        try {
            return component.getAccessor().invoke(of);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the default of " + component.getName() + " cannot be read", e);
        }
    }

    private static <T extends Record> T create(Class<T> type, List<Object> arguments) {
        Class<?>[] types = Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new);
        try {
            return type.getDeclaredConstructor(types).newInstance(arguments.toArray());
        } catch (InvocationTargetException e) {
            @Nullable Throwable refusal = e.getCause();
            String why = refusal == null ? "a number is out of its range" : String.valueOf(refusal.getMessage());
            throw new ConfigurationError(PREFIX + ": " + why, e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the policy settings cannot be made", e);
        }
    }
}
