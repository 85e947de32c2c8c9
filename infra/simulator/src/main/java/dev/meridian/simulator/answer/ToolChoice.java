package dev.meridian.simulator.answer;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Decides whether the answer calls a tool, and which with what. */
final class ToolChoice {
    /** About what models stream at a time. */
    private static final int PIECE_CHARACTERS = 6;

    private ToolChoice() {}

    /**
     * The call to make, or null for text. A tool is called when the request requires one, when it names one, or when
     * the last text of the prompt names one or says {@code sim:tool}.
     */
    static Call.@Nullable ToolCall of(JsonNode tools, @Nullable JsonNode choice, String lastText, long seed) {
        if (!tools.isArray() || tools.isEmpty() || (choice != null && "none".equals(choice.asString("")))) {
            return null;
        }
        JsonNode required = required(tools, choice);
        for (JsonNode tool : tools) {
            String name = name(tool);
            if (required == null && !name.isEmpty() && lastText.contains(name)) {
                required = tool;
            }
        }
        if (required == null && lastText.contains("sim:tool")) {
            required = tools.get(0);
        }
        return required == null ? null : new Call.ToolCall(name(required), pieces(arguments(required, seed)));
    }

    private static @Nullable JsonNode required(JsonNode tools, @Nullable JsonNode choice) {
        if (choice == null) {
            return null;
        }
        if (choice.isObject()) {
            String wanted = name(choice);
            for (JsonNode tool : tools) {
                if (name(tool).equals(wanted)) {
                    return tool;
                }
            }
            return null;
        }
        return "required".equals(choice.asString("")) ? tools.get(0) : null;
    }

    private static JsonNode function(JsonNode tool) {
        return tool.has("function") ? tool.path("function") : tool;
    }

    private static String name(JsonNode tool) {
        return function(tool).path("name").asString("");
    }

    private static String arguments(JsonNode tool, long seed) {
        StringBuilder out = new StringBuilder("{");
        int index = 0;
        for (Map.Entry<String, JsonNode> property :
                function(tool).path("parameters").path("properties").properties()) {
            Json.quote(out.append(index == 0 ? "" : ","), property.getKey());
            out.append(':');
            value(out, property.getValue(), seed, index++);
        }
        return out.append('}').toString();
    }

    private static void value(StringBuilder out, JsonNode schema, long seed, int index) {
        switch (schema.path("type").asString("")) {
            case "integer", "number" -> out.append(Words.pick(seed, index, 100));
            case "boolean" -> out.append(Words.pick(seed, index, 2) == 0);
            case "array" -> out.append("[]");
            case "object" -> out.append("{}");
            default -> Json.quote(out, schema.path("enum").path(0).asString(Words.word(seed, index)));
        }
    }

    private static List<String> pieces(String arguments) {
        List<String> pieces = new ArrayList<>();
        for (int from = 0; from < arguments.length(); from += PIECE_CHARACTERS) {
            pieces.add(arguments.substring(from, Math.min(arguments.length(), from + PIECE_CHARACTERS)));
        }
        return pieces;
    }
}
