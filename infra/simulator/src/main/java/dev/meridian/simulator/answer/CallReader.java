package dev.meridian.simulator.answer;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads a request body in one pass; only the tools become a tree. One use each; not thread-safe. */
public final class CallReader {
    /** As long as the largest body, so that no text of a body that was let in is too long. */
    private static final int MAX_TEXT = 50 * 1024 * 1024;

    /** Reads trees from the midst of a body, so what follows a tree is no error. */
    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxStringLength(MAX_TEXT)
                            .build())
                    .build())
            .disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static final Pattern WANTED_TOKENS = Pattern.compile("sim:tokens=(\\d{1,6})");

    /** Of OpenAI's estimate: about four characters are a token. */
    private static final int CHARACTERS_PER_TOKEN = 4;

    private final Endpoint endpoint;
    private @Nullable String model;
    private boolean prompted;
    private boolean stream;
    private boolean includeUsage;
    private boolean base64;
    private int choices = 1;
    private int maxTokens;
    private int dimensions;
    private int inputs;
    private long characters;
    private long seed = 1125899906842597L;
    private String lastText = "";
    private @Nullable JsonNode tools;
    private @Nullable JsonNode toolChoice;

    private CallReader(Endpoint endpoint) {
        this.endpoint = endpoint;
    }

    /** The call that the body makes, or why it is none. */
    public static Reading read(Endpoint endpoint, byte[] body) {
        try (JsonParser parser = MAPPER.createParser(body)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return Refusal.invalid("The request body must be a JSON object", null);
            }
            CallReader reader = new CallReader(endpoint);
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                reader.member(name, parser);
            }
            return parser.nextToken() == null ? reader.reading() : unparsable();
        } catch (JacksonException e) {
            return unparsable();
        }
    }

    private static Refusal unparsable() {
        return Refusal.invalid("We could not parse the JSON body of your request", null);
    }

    private void member(String name, JsonParser parser) {
        switch (name) {
            case "model" -> model = parser.currentToken() == JsonToken.VALUE_STRING ? parser.getString() : null;
            case "messages", "prompt", "input", "instructions" -> prompt(parser);
            case "stream" -> stream = parser.currentToken() == JsonToken.VALUE_TRUE;
            case "stream_options" ->
                includeUsage = tree(parser).path("include_usage").asBoolean(false);
            case "max_tokens", "max_completion_tokens", "max_output_tokens" -> maxTokens = whole(parser);
            case "n" -> choices = choices(parser);
            case "dimensions" -> dimensions = whole(parser);
            case "encoding_format" -> base64 = "base64".equals(parser.getString());
            case "tools" -> tools = tree(parser);
            case "tool_choice" -> toolChoice = tree(parser);
            default -> parser.skipChildren();
        }
    }

    /** Every text in the member counts towards the prompt and the seed. */
    private void prompt(JsonParser parser) {
        prompted = true;
        inputs = parser.currentToken() == JsonToken.START_ARRAY ? 0 : 1;
        int depth = 0;
        do {
            JsonToken token = parser.currentToken();
            if (token == JsonToken.VALUE_STRING) {
                text(parser);
            }
            if (depth == 1 && token != JsonToken.END_ARRAY && token != JsonToken.PROPERTY_NAME) {
                inputs++;
            }
            depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
        } while (depth > 0 && parser.nextToken() != null);
    }

    private void text(JsonParser parser) {
        String text = parser.getString();
        characters += text.length();
        seed = seed * 31 + text.hashCode();
        if (!"role".equals(parser.currentName())) {
            lastText = text;
        }
    }

    private static int whole(JsonParser parser) {
        return parser.currentToken() == JsonToken.VALUE_NUMBER_INT ? Math.max(0, parser.getIntValue()) : 0;
    }

    /** A number of choices in any notation, such as 1.0e0; what is none that is possible is 0. */
    private static int choices(JsonParser parser) {
        JsonNode wanted = tree(parser);
        if (wanted.isNull()) {
            return 1;
        }
        double number = wanted.isNumber() ? wanted.doubleValue() : 0;
        return number == Math.rint(number) && number >= 1 && number <= Call.MAX_CHOICES ? (int) number : 0;
    }

    private static JsonNode tree(JsonParser parser) {
        return MAPPER.readTree(parser);
    }

    private Reading reading() {
        if (model == null) {
            return Refusal.invalid("you must provide a model parameter", "model");
        }
        if (!prompted) {
            String param =
                    endpoint == Endpoint.CHAT ? "messages" : endpoint == Endpoint.COMPLETIONS ? "prompt" : "input";
            return Refusal.invalid("Missing required parameter: '" + param + "'.", param);
        }
        if (endpoint == Endpoint.CHAT && choices == 0) {
            return Refusal.invalid("Invalid 'n': expected an integer from 1 to " + Call.MAX_CHOICES + ".", "n");
        }
        int promptTokens = (int) Math.min(Integer.MAX_VALUE, 1 + characters / CHARACTERS_PER_TOKEN);
        long seedOfModel = seed * 31 + model.hashCode();
        return new Call(
                endpoint,
                model,
                stream,
                includeUsage,
                endpoint == Endpoint.CHAT ? choices : 1,
                promptTokens,
                maxTokens,
                wantedTokens(),
                seedOfModel,
                Math.max(1, inputs),
                dimensions,
                base64,
                tools == null || endpoint != Endpoint.CHAT
                        ? null
                        : ToolChoice.of(tools, toolChoice, lastText, seedOfModel));
    }

    private int wantedTokens() {
        if (!lastText.contains("sim:")) {
            return 0;
        }
        Matcher wanted = WANTED_TOKENS.matcher(lastText);
        return wanted.find() ? Integer.parseInt(wanted.group(1)) : 0;
    }
}
