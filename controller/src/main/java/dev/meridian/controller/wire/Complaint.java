package dev.meridian.controller.wire;

import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.InvalidNullException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.exc.ValueInstantiationException;

/** Turns the JSON library's exceptions into sentences for the sender. Texts of the body are not repeated. */
final class Complaint {
    private static final String WHOLE_NUMBER = "a whole number within its range";

    private Complaint() {}

    static BadMessage of(JacksonException e) {
        return new BadMessage(sentence(e), e);
    }

    static String kind(JsonNode node) {
        return switch (node.getNodeType()) {
            case ARRAY -> "a list";
            case OBJECT, POJO -> "an object";
            case BOOLEAN -> "true or false";
            case NUMBER -> "a number";
            case STRING, BINARY -> "a string";
            case NULL, MISSING -> "null";
        };
    }

    private static String sentence(JacksonException e) {
        return switch (e) {
            case StreamConstraintsException tooMuch -> "the body is too complex: " + tooMuch.getOriginalMessage();
            case UnrecognizedPropertyException unknown ->
                "unknown field \"" + path(unknown) + "\", known are " + names(unknown.getKnownPropertyIds());
            case ValueInstantiationException invalid -> inPlace(invalid, because(invalid));
            case InvalidNullException none -> path(none) + " is missing";
            case InvalidFormatException wrong -> path(wrong) + " must be " + expected(wrong.getTargetType());
            case MismatchedInputException wrong -> mismatch(wrong);
            case InputCoercionException tooLarge -> path(tooLarge) + " must be " + WHOLE_NUMBER;
            case StreamReadException syntax -> "the body is not valid JSON" + place(syntax.getLocation());
            default -> "the body is not valid JSON" + place(e.getLocation());
        };
    }

    private static String mismatch(MismatchedInputException e) {
        String message = String.valueOf(e.getOriginalMessage());
        if (message.startsWith("Missing creator property") || message.startsWith("Null value for creator")) {
            return path(e) + " is missing";
        }
        if (message.startsWith("Trailing token")) {
            return "the body has something after its JSON object";
        }
        boolean ours = Character.isLowerCase(message.charAt(0));
        if (!ours) {
            return path(e) + " must be " + expected(e.getTargetType());
        }
        boolean namesItself = !message.startsWith("must ") && !message.startsWith("has ") && !message.startsWith("is ");
        return namesItself ? inPlace(e, message) : path(e) + " " + message;
    }

    private static String because(ValueInstantiationException e) {
        @Nullable Throwable cause = e.getCause();
        return cause instanceof IllegalArgumentException ? String.valueOf(cause.getMessage()) : "is not valid";
    }

    private static String inPlace(JacksonException e, String message) {
        return e.getPath().isEmpty() ? message : path(e) + ": " + message;
    }

    private static String path(JacksonException e) {
        StringBuilder path = new StringBuilder();
        for (JacksonException.Reference step : e.getPath()) {
            @Nullable String name = step.getPropertyName();
            if (name == null) {
                path.append('[').append(step.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(shortened(name));
            }
        }
        return path.isEmpty() ? "the body" : path.toString();
    }

    /** The longest name that is valid somewhere is a sender's. */
    private static String shortened(String name) {
        int max = 64;
        return name.length() <= max ? name : name.substring(0, max) + "...";
    }

    private static String place(@Nullable TokenStreamLocation location) {
        return location == null || location.getLineNr() < 1
                ? ""
                : " at line " + location.getLineNr() + ", column " + location.getColumnNr();
    }

    private static String names(@Nullable Collection<?> ids) {
        return ids == null ? "none" : ids.stream().map(String::valueOf).sorted().collect(Collectors.joining(", "));
    }

    private static String expected(@Nullable Class<?> type) {
        if (type == null) {
            return "of another type";
        }
        if (type.isEnum()) {
            return "one of "
                    + Arrays.stream(type.getEnumConstants())
                            .map(String::valueOf)
                            .collect(Collectors.joining(", "));
        }
        if (type == int.class || type == long.class) {
            return WHOLE_NUMBER;
        }
        if (type == boolean.class) {
            return "true or false";
        }
        boolean text = type == String.class || type == Instant.class;
        return text ? "a string" : type.isRecord() || Map.class.isAssignableFrom(type) ? "an object" : "a list";
    }
}
