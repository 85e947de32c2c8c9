package dev.meridian.simulator.answer;

import dev.meridian.simulator.catalog.ModelProfile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;

/** Answers one call for embeddings. */
final class Embeddings {
    /** As many as OpenAI's small model has. */
    private static final int DEFAULT_DIMENSIONS = 1_536;

    /** As many as OpenAI's large model has. */
    private static final int MAX_DIMENSIONS = 3_072;

    /** OpenAI's limit of texts in one call. */
    private static final int MAX_INPUTS = 2_048;

    private Embeddings() {}

    static Plan plan(Call call, ModelProfile model) {
        int dimensions = call.dimensions() == 0 ? DEFAULT_DIMENSIONS : call.dimensions();
        if (dimensions > MAX_DIMENSIONS) {
            return Refusal.invalid("dimensions " + dimensions + " must be at most " + MAX_DIMENSIONS, "dimensions")
                    .plan();
        }
        if (call.inputs() > MAX_INPUTS) {
            return Refusal.invalid("input has " + call.inputs() + " texts, the limit is " + MAX_INPUTS, "input")
                    .plan();
        }
        StringBuilder out = new StringBuilder("{\"object\":\"list\",\"data\":[");
        for (int i = 0; i < call.inputs(); i++) {
            out.append(i == 0 ? "" : ",")
                    .append("{\"object\":\"embedding\",\"index\":")
                    .append(i);
            vector(out.append(",\"embedding\":"), call.seed() + i, dimensions, call.base64());
            out.append('}');
        }
        out.append("],\"model\":\"").append(model.name()).append("\",\"usage\":{\"prompt_tokens\":");
        out.append(call.promptTokens())
                .append(",\"total_tokens\":")
                .append(call.promptTokens())
                .append("}}");
        return Plan.whole(200, Plan.JSON, Answers.utf8(out), model.firstToken().toNanos());
    }

    private static void vector(StringBuilder out, long seed, int dimensions, boolean base64) {
        ByteBuffer floats = ByteBuffer.allocate(dimensions * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < dimensions; i++) {
            floats.putFloat((Words.pick(seed, i, 2_001) - 1_000) / 1_000f);
        }
        if (base64) {
            out.append('"')
                    .append(Base64.getEncoder().encodeToString(floats.array()))
                    .append('"');
            return;
        }
        for (int i = 0; i < dimensions; i++) {
            out.append(i == 0 ? '[' : ',').append(floats.getFloat(i * Float.BYTES));
        }
        out.append(']');
    }
}
