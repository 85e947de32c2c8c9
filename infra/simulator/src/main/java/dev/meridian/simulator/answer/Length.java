package dev.meridian.simulator.answer;

import dev.meridian.simulator.catalog.ModelProfile;

/**
 * How long an answer is and why it ends.
 *
 * @param tokens of content, of each choice
 * @param finish OpenAI's finish reason
 */
record Length(int tokens, String finish) {
    static Length of(Call call, ModelProfile model) {
        Call.ToolCall tool = call.tool();
        if (tool != null) {
            return new Length(tool.arguments().size(), "tool_calls");
        }
        int wanted = call.wantedTokens() > 0 ? call.wantedTokens() : model.answerTokens();
        int allowed = call.maxTokens() > 0 ? call.maxTokens() : ModelProfile.MAX_ANSWER_TOKENS;
        int tokens = Math.min(Math.min(wanted, allowed), ModelProfile.MAX_ANSWER_TOKENS / call.choices());
        return new Length(tokens, tokens < wanted ? "length" : "stop");
    }

    /** How long the model takes for all of it, reasoning included; it writes the choices side by side. */
    long nanos(ModelProfile model) {
        int last = Math.max(0, tokens + model.reasoningTokens() - 1);
        return model.firstToken().toNanos() + last * model.tokenNanos();
    }

    /** Appends OpenAI's usage of chat and completions: the tokens of all choices. */
    void usage(StringBuilder out, Call call, ModelProfile model) {
        int reasoning = model.reasoningTokens() * call.choices();
        int completion = tokens * call.choices() + reasoning;
        out.append("\"usage\":{\"prompt_tokens\":").append(call.promptTokens());
        out.append(",\"completion_tokens\":").append(completion);
        out.append(",\"total_tokens\":").append(call.promptTokens() + completion);
        if (reasoning > 0) {
            out.append(",\"completion_tokens_details\":{\"reasoning_tokens\":").append(reasoning);
            out.append('}');
        }
        out.append('}');
    }
}
