package dev.meridian.controller.settings;

import dev.meridian.routing.decision.PolicySettings;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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

    private PolicyKeys() {}

    /** All keys, without their prefix. */
    static List<String> all() {
        return components().stream()
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
        Map<String, String> byName = new HashMap<>();
        settings.forEach((key, value) -> byName.put(uniform(key), value));
        if (byName.containsKey(CYCLE)) {
            KnownKeys.of(all()).require(PREFIX, CYCLE);
        }
        byName.put(CYCLE, decisionInterval.toMillis() + "ms");
        List<Object> arguments = new ArrayList<>();
        for (RecordComponent component : components()) {
            @Nullable String text = byName.remove(uniform(component.getName()));
            arguments.add(text == null ? defaultOf(component) : converted(component, text));
        }
        byName.keySet().forEach(unknown -> KnownKeys.of(all()).require(PREFIX, unknown));
        return create(arguments);
    }

    private static List<RecordComponent> components() {
        return Arrays.asList(PolicySettings.class.getRecordComponents());
    }

    /** Environment variables know neither case nor dashes. */
    private static String uniform(String key) {
        return key.replace("-", "").toLowerCase(Locale.ROOT);
    }

    private static String key(RecordComponent component) {
        return component.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

    private static Object converted(RecordComponent component, String text) {
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

    private static String notA(RecordComponent component) {
        String kind = component.getType() == Duration.class ? "a duration such as 15s" : "a number";
        return PREFIX + "." + key(component) + " must be " + kind;
    }

    private static Object defaultOf(RecordComponent component) {
        try {
            return component.getAccessor().invoke(PolicySettings.DEFAULTS);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the default of " + component.getName() + " cannot be read", e);
        }
    }

    private static PolicySettings create(List<Object> arguments) {
        Class<?>[] types = components().stream().map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            return PolicySettings.class.getDeclaredConstructor(types).newInstance(arguments.toArray());
        } catch (InvocationTargetException e) {
            @Nullable Throwable refusal = e.getCause();
            String why = refusal == null ? "a number is out of its range" : String.valueOf(refusal.getMessage());
            throw new ConfigurationError(PREFIX + ": " + why, e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the policy settings cannot be made", e);
        }
    }
}
