package dev.meridian.controller.description;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.Schema;
import java.lang.reflect.AnnotatedArrayType;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Schemas of records as the wire has them: what may be null says so by {@code @Nullable}, and what may be missing by
 * {@code @JsonInclude}. swagger-core asks Jackson 2, which knows neither our mix-ins nor these. Not thread-safe.
 */
final class RecordSchemas {
    private final JsonMapper mapper;
    private final SortedMap<String, Schema<?>> named = new TreeMap<>();
    private final Map<String, Class<?>> namesTaken = new HashMap<>();

    RecordSchemas(JsonMapper mapper) {
        this.mapper = mapper;
    }

    /** Those that were referred to, by name. */
    SortedMap<String, Schema<?>> named() {
        return named;
    }

    /** What a type looks like: a reference where it is a record without parameters. */
    Schema<?> of(AnnotatedType type) {
        return of(type, Map.of());
    }

    /** The same of a class. */
    Schema<?> of(Class<?> type) {
        return ofClass(type);
    }

    /** A record with all that is in it. */
    JsonSchema object(Class<?> type) {
        return object(type, Map.of());
    }

    private Schema<?> of(AnnotatedType type, Map<String, AnnotatedType> parameters) {
        if (type.getType() instanceof TypeVariable<?> variable) {
            @Nullable AnnotatedType bound = parameters.get(variable.getName());
            return bound == null ? new JsonSchema() : of(bound, parameters);
        }
        Schema<?> schema = notNull(type, parameters);
        return type.isAnnotationPresent(Nullable.class) ? orNull(schema) : schema;
    }

    private Schema<?> notNull(AnnotatedType type, Map<String, AnnotatedType> parameters) {
        if (type instanceof AnnotatedArrayType array) {
            return list(of(array.getAnnotatedGenericComponentType(), parameters));
        }
        if (!(type instanceof AnnotatedParameterizedType parameterized)) {
            return ofClass((Class<?>) type.getType());
        }
        AnnotatedType[] arguments = parameterized.getAnnotatedActualTypeArguments();
        Class<?> raw = raw(type.getType());
        if (Map.class.isAssignableFrom(raw)) {
            JsonSchema map = JsonTypes.typed("object");
            map.setAdditionalProperties(of(arguments[1], parameters));
            return map;
        }
        if (Collection.class.isAssignableFrom(raw)) {
            return list(of(arguments[0], parameters));
        }
        Map<String, AnnotatedType> bound = new HashMap<>(parameters);
        for (int i = 0; i < arguments.length; i++) {
            bound.put(raw.getTypeParameters()[i].getName(), arguments[i]);
        }
        return object(raw, bound);
    }

    private Schema<?> ofClass(Class<?> type) {
        @Nullable JsonSchema simple = JsonTypes.of(type);
        if (simple != null) {
            return simple;
        }
        if (!type.isRecord()) {
            throw new IllegalStateException("no schema is known of " + type);
        }
        String name = type.getSimpleName();
        @Nullable Class<?> other = namesTaken.put(name, type);
        if (other != null && !other.equals(type)) {
            throw new IllegalStateException(type + " and " + other + " have one name");
        }
        if (other == null) {
            named.put(name, object(type));
        }
        return reference(name);
    }

    private JsonSchema object(Class<?> type, Map<String, AnnotatedType> parameters) {
        JsonSchema object = JsonTypes.typed("object");
        for (RecordComponent component : type.getRecordComponents()) {
            if (component.getAccessor().isAnnotationPresent(JsonIgnore.class)) {
                continue;
            }
            String name = nameOf(component);
            object.addProperty(name, of(component.getAnnotatedType(), parameters));
            if (!component.getAccessor().isAnnotationPresent(JsonInclude.class)) {
                object.addRequiredItem(name);
            }
        }
        return object;
    }

    /** A mix-in may say another name than the component's. */
    private String nameOf(RecordComponent component) {
        @Nullable Class<?> mixIn = mapper.serializationConfig().findMixInClassFor(component.getDeclaringRecord());
        if (mixIn == null) {
            return component.getName();
        }
        return Arrays.stream(mixIn.getDeclaredMethods())
                .filter(method -> method.getName().equals(component.getName()))
                .map(method -> method.getAnnotation(JsonProperty.class).value())
                .findFirst()
                .orElse(component.getName());
    }

    static Schema<?> reference(String name) {
        JsonSchema reference = new JsonSchema();
        reference.set$ref("#/components/schemas/" + name);
        return reference;
    }

    private static Schema<?> orNull(Schema<?> schema) {
        JsonSchema either = new JsonSchema();
        either.addAnyOfItem(schema);
        either.addAnyOfItem(JsonTypes.typed("null"));
        return either;
    }

    private static Schema<?> list(Schema<?> items) {
        JsonSchema list = JsonTypes.typed("array");
        list.setItems(items);
        return list;
    }

    private static Class<?> raw(Type type) {
        return type instanceof java.lang.reflect.ParameterizedType parameterized
                ? (Class<?>) parameterized.getRawType()
                : (Class<?>) type;
    }
}
