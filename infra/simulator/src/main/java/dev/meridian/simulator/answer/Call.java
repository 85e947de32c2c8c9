package dev.meridian.simulator.answer;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request that can be answered.
 *
 * @param endpoint what is asked for
 * @param model the model it names
 * @param stream whether the answer is a stream of events
 * @param includeUsage whether a stream ends with the usage
 * @param choices how many answers of a chat call are wanted, 1 or more; all have the same length
 * @param promptTokens estimated from the text, a quarter of its characters
 * @param maxTokens the request's limit for the answer, or 0 if it has none
 * @param wantedTokens what the prompt asks for by {@code sim:tokens=N}, or 0
 * @param seed from the model and the text; the same request has the same seed
 * @param inputs how many texts there are to embed
 * @param dimensions the length of an embedding, or 0 for the model's own
 * @param base64 whether embeddings are written in base64
 * @param tool the tool that the answer calls, or null if it is text
 */
public record Call(
        Endpoint endpoint,
        String model,
        boolean stream,
        boolean includeUsage,
        int choices,
        int promptTokens,
        int maxTokens,
        int wantedTokens,
        long seed,
        int inputs,
        int dimensions,
        boolean base64,
        @Nullable ToolCall tool)
        implements Reading {
    /** The most choices of a call, as OpenAI's. */
    static final int MAX_CHOICES = 128;

    /** The seed of one of the choices. */
    long seed(int choice) {
        return choice == 0 ? seed : Words.mix(seed + choice);
    }

    /**
     * A call of a tool.
     *
     * @param name the function's name
     * @param arguments its arguments, as the pieces of JSON text that a stream sends
     */
    public record ToolCall(String name, List<String> arguments) {
        public ToolCall {
            arguments = List.copyOf(arguments);
        }
    }
}
