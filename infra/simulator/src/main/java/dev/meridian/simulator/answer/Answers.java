package dev.meridian.simulator.answer;

import dev.meridian.simulator.catalog.ModelCatalog;
import dev.meridian.simulator.catalog.ModelProfile;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Answers calls from the models on offer. Thread-safe. */
public final class Answers {
    /** The {@code created} of every answer: fixed, so that the same request is answered with the same bytes. */
    static final long CREATED = 1_764_000_000L;

    private final ModelCatalog catalog;

    public Answers(ModelCatalog catalog) {
        this.catalog = catalog;
    }

    /** The answer to the call, or the refusal as an answer. */
    public Plan plan(Reading reading) {
        return switch (reading) {
            case Refusal refusal -> refusal.plan();
            case Call call -> plan(call);
        };
    }

    /** The list of models, with their prices. */
    public Plan models() {
        StringBuilder out = new StringBuilder("{\"object\":\"list\",\"data\":[");
        Collection<ModelProfile> models = catalog.all();
        boolean first = true;
        for (ModelProfile model : models) {
            model(out.append(first ? "" : ","), model);
            first = false;
        }
        return Plan.whole(200, Plan.JSON, utf8(out.append("]}")), 0);
    }

    /** One model. */
    public Plan model(String name) {
        ModelProfile model = catalog.find(name);
        if (model == null) {
            return unknown(name).plan();
        }
        StringBuilder out = new StringBuilder();
        model(out, model);
        return Plan.whole(200, Plan.JSON, utf8(out), 0);
    }

    private Plan plan(Call call) {
        ModelProfile model = catalog.find(call.model());
        if (model == null) {
            return unknown(call.model()).plan();
        }
        if (model.contextTokens() > 0 && call.promptTokens() > model.contextTokens()) {
            return tooLong(call, model).plan();
        }
        return switch (call.endpoint()) {
            case CHAT -> new Chat(call, model).plan();
            case COMPLETIONS -> new Completions(call, model).plan();
            case EMBEDDINGS -> Embeddings.plan(call, model);
            case RESPONSES -> new Responses(call, model).plan();
        };
    }

    private static Refusal unknown(String name) {
        String shown = name.length() > 128 ? name.substring(0, 128) : name;
        return new Refusal(
                404,
                "The model `" + shown + "` does not exist or you do not have access to it.",
                Refusal.INVALID_REQUEST,
                "model_not_found",
                "model");
    }

    private static Refusal tooLong(Call call, ModelProfile model) {
        return new Refusal(
                400,
                "This model's maximum context length is " + model.contextTokens()
                        + " tokens. However, your messages resulted in " + call.promptTokens() + " tokens.",
                Refusal.INVALID_REQUEST,
                "context_length_exceeded",
                "messages");
    }

    private static void model(StringBuilder out, ModelProfile model) {
        out.append("{\"id\":\"").append(model.name()).append("\",\"object\":\"model\",\"created\":");
        out.append(CREATED).append(",\"owned_by\":\"simulator\",\"pricing\":{\"currency\":\"USD\",\"unit\":1000000");
        price(out, "input", model.inputPrice());
        price(out, "output", model.outputPrice());
        out.append("}}");
    }

    private static void price(StringBuilder out, String name, @Nullable Double price) {
        if (price != null) {
            out.append(",\"").append(name).append("\":").append((double) price);
        }
    }

    static byte[] utf8(CharSequence text) {
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }
}
