package dev.meridian.edge.openai;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufInputStream;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.JsonRecyclerPools;

/** Reads the few fields that routing needs, and makes sure that the whole body is JSON. Thread-safe. */
public final class RequestInspector {
    /** Deeper requests than this are attacks: OpenAI's own tool schemas nest 10 deep at most. */
    private static final int MAX_DEPTH = 200;

    /** The longest model name that is looked at; known ones have under 64 characters. */
    private static final int MAX_MODEL = 256;

    /** The longest text that is looked at at all; others are passed over without being held. */
    private static final int MAX_TEXT = 64 * 1024;

    /** The longest number of choices that is read, such as {@code 1.0e0}. */
    private static final int MAX_NUMBER = 16;

    private final JsonFactory json = JsonFactory.builder()
            .recyclerPool(JsonRecyclerPools.threadLocalPool()) // a request is read by one thread, mostly an event loop
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxStringLength(MAX_TEXT)
                    .build())
            .build();

    /**
     * Reads a body.
     *
     * @throws InvalidBodyException saying what is wrong, and with which field
     */
    public ModelRequest inspect(byte[] body, int length) throws InvalidBodyException {
        return inspect(json.createParser(ObjectReadContext.empty(), body, 0, length));
    }

    /**
     * The same, without holding a copy; the body stays as it is, and the caller's.
     *
     * @throws InvalidBodyException saying what is wrong, and with which field
     */
    public ModelRequest inspect(ByteBuf body) throws InvalidBodyException {
        InputStream bytes = new ByteBufInputStream(body.duplicate());
        return inspect(json.createParser(ObjectReadContext.empty(), bytes));
    }

    private static ModelRequest inspect(JsonParser source) throws InvalidBodyException {
        try (JsonParser parser = source) {
            return new Reading(parser).read();
        } catch (JacksonException e) {
            throw new InvalidBodyException("The request body is not valid JSON" + place(e), null);
        }
    }

    /** Jackson's own words may repeat what is in the body, which is nobody's business in an error. */
    private static String place(JacksonException e) {
        TokenStreamLocation location = e.getLocation();
        boolean known = location != null && location.getByteOffset() >= 0;
        return known ? " at byte " + location.getByteOffset() : ": it is nested too deep or has too long a number";
    }

    /** One pass over one body. */
    private static final class Reading {
        private final JsonParser parser;
        private @Nullable String model;
        private int modelStart;
        private int modelEnd;
        private boolean stream;
        private boolean streamSeen;
        private int perPrompt = 1;
        private int prompts = 1;
        private @Nullable String promptCacheKey;
        private @Nullable String user;

        Reading(JsonParser parser) {
            this.parser = parser;
        }

        ModelRequest read() throws InvalidBodyException {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new InvalidBodyException("The request body must be a JSON object", null);
            }
            for (String field = parser.nextName(); field != null; field = parser.nextName()) {
                readField(field, parser.nextToken());
            }
            if (parser.currentToken() != JsonToken.END_OBJECT || parser.nextToken() != null) {
                throw new InvalidBodyException("The request body must be one JSON object and nothing after it", null);
            }
            if (model == null) {
                throw new InvalidBodyException("The request must name a model", "model");
            }
            return new ModelRequest(
                    model,
                    stream,
                    (int) Math.min(ModelRequest.MAX_CHOICES, (long) perPrompt * prompts),
                    promptCacheKey != null ? promptCacheKey : user,
                    modelStart,
                    modelEnd);
        }

        private void readField(String field, JsonToken value) throws InvalidBodyException {
            switch (field) {
                case "model" -> readModel(value);
                case "stream" -> readStream(value);
                case "prompt_cache_key" -> promptCacheKey = textOrNull(field, value);
                case "n" -> readChoices(value);
                case "prompt" -> readPrompts(value);
                case "user" -> user = textOrNull(field, value);
                default -> parser.skipChildren();
            }
        }

        private @Nullable String textOrNull(String field, JsonToken value) throws InvalidBodyException {
            if (value == JsonToken.VALUE_STRING) {
                return text(field);
            }
            parser.skipChildren();
            return null;
        }

        private String text(String field) throws InvalidBodyException {
            try {
                return parser.getString();
            } catch (StreamConstraintsException e) {
                throw new InvalidBodyException(
                        "\"" + field + "\" has more than " + MAX_TEXT + " characters, the most that are read", field);
            }
        }

        private void readModel(JsonToken value) throws InvalidBodyException {
            if (model != null) {
                throw new InvalidBodyException("The request names its model twice", "model");
            }
            if (value != JsonToken.VALUE_STRING) {
                throw new InvalidBodyException("The model must be a string", "model");
            }
            modelStart = (int) parser.currentTokenLocation().getByteOffset();
            if (modelStart < 0) {
                throw new InvalidBodyException("The request body must be UTF-8", null);
            }
            String name = text("model");
            modelEnd = (int) parser.currentLocation().getByteOffset();
            if (name.isEmpty() || name.length() > MAX_MODEL) {
                throw new InvalidBodyException(
                        "The model's name has " + name.length() + " characters, it must have 1 to " + MAX_MODEL,
                        "model");
            }
            if (hasControl(name)) {
                throw new InvalidBodyException("The model's name has a control character", "model");
            }
            model = name;
        }

        /** The name stands in headers of the answer, where a line end would begin another one. */
        private static boolean hasControl(String name) {
            for (int i = 0; i < name.length(); i++) {
                if (Character.isISOControl(name.charAt(i))) {
                    return true;
                }
            }
            return false;
        }

        /** What is no such number is the upstream's to refuse. */
        private void readChoices(JsonToken value) {
            if (value.isNumeric() && parser.getStringLength() <= MAX_NUMBER) {
                perPrompt = (int) Math.clamp(parser.getDoubleValue(), 1, ModelRequest.MAX_CHOICES);
            } else {
                parser.skipChildren();
            }
        }

        /** Each text and each list of tokens is a prompt; a list of tokens alone is one. */
        private void readPrompts(JsonToken value) {
            if (value != JsonToken.START_ARRAY) {
                parser.skipChildren();
                return;
            }
            int listed = 0;
            for (JsonToken each = parser.nextToken(); each != JsonToken.END_ARRAY; each = parser.nextToken()) {
                if (each == JsonToken.VALUE_STRING || each == JsonToken.START_ARRAY) {
                    listed++;
                }
                parser.skipChildren();
            }
            prompts = Math.max(1, listed);
        }

        private void readStream(JsonToken value) throws InvalidBodyException {
            if (streamSeen) {
                throw new InvalidBodyException("The request says \"stream\" twice", "stream");
            }
            streamSeen = true;
            if (value != JsonToken.VALUE_TRUE && value != JsonToken.VALUE_FALSE && value != JsonToken.VALUE_NULL) {
                throw new InvalidBodyException("\"stream\" must be true or false", "stream");
            }
            stream = value == JsonToken.VALUE_TRUE;
        }
    }
}
