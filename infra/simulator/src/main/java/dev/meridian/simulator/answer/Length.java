package dev.meridian.simulator.answer;

import dev.meridian.simulator.catalog.ModelProfile;

/**
 * How long an answer is and why it ends.
 *
 * @param tokens of content
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
        int tokens = Math.min(Math.min(wanted, allowed), ModelProfile.MAX_ANSWER_TOKENS);
        return new Length(tokens, tokens < wanted ? "length" : "stop");
    }

    /** How long the model takes for all of it, reasoning included. */
    long nanos(ModelProfile model) {
        int last = Math.max(0, tokens + model.reasoningTokens() - 1);
        return model.firstToken().toNanos() + last * model.tokenNanos();
    }

    /** Appends OpenAI's usage of chat and completions. */
    void usage(StringBuilder out, Call call, ModelProfile model) {
        int completion = tokens + model.reasoningTokens();
        out.append("\"usage\":{\"prompt_tokens\":").append(call.promptTokens());
        out.append(",\"completion_tokens\":").append(completion);
        out.append(",\"total_tokens\":").append(call.promptTokens() + completion);
        if (model.reasoningTokens() > 0) {
            out.append(",\"completion_tokens_details\":{\"reasoning_tokens\":").append(model.reasoningTokens());
            out.append('}');
        }
        out.append('}');
    }
}
