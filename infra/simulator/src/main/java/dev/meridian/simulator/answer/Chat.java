package dev.meridian.simulator.answer;

import dev.meridian.simulator.catalog.ModelProfile;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Answers one chat call. */
final class Chat {
    private final Call call;
    private final ModelProfile model;
    private final Length length;
    private final String id;

    Chat(Call call, ModelProfile model) {
        this.call = call;
        this.model = model;
        this.length = Length.of(call, model);
        this.id = Words.id(call.seed());
    }

    Plan plan() {
        if (call.stream()) {
            return Plan.stream(events(), model.firstToken().toNanos());
        }
        return Plan.whole(200, Plan.JSON, Answers.utf8(completion()), length.nanos(model));
    }

    private StringBuilder completion() {
        StringBuilder out = new StringBuilder(320 + call.choices() * length.tokens() * 6);
        head(out, "chat.completion").append("\"choices\":[");
        for (int choice = 0; choice < call.choices(); choice++) {
            out.append(choice == 0 ? "" : ",").append("{\"index\":").append(choice);
            out.append(",\"message\":{\"role\":\"assistant\",");
            message(out, choice);
            out.append("},\"logprobs\":null,\"finish_reason\":\"")
                    .append(length.finish())
                    .append("\"}");
        }
        length.usage(out.append("],"), call, model);
        return out.append('}');
    }

    private void message(StringBuilder out, int choice) {
        Call.ToolCall tool = call.tool();
        if (tool == null) {
            out.append("\"content\":\"");
            Words.text(out, call.seed(choice), length.tokens());
            out.append("\",\"refusal\":null");
        } else {
            out.append("\"content\":null,\"refusal\":null,\"tool_calls\":[{");
            toolHead(out, tool, choice);
            Json.quote(out, String.join("", tool.arguments()));
            out.append("}}]");
        }
        if (model.reasoningTokens() > 0) {
            out.append(",\"reasoning_content\":\"");
            Words.text(out, ~call.seed(choice), model.reasoningTokens());
            out.append('"');
        }
    }

    /** The choices take turns: each has its role, then each its first token, and so on. */
    private List<Frame> events() {
        int tokens = model.reasoningTokens() + length.tokens();
        List<Frame> events = new ArrayList<>((tokens + 2) * call.choices() + 2);
        for (int choice = 0; choice < call.choices(); choice++) {
            events.add(event(Frame.Kind.ROLE, choice, roleDelta(call.tool(), choice), "null"));
        }
        for (int i = 0; i < tokens; i++) {
            for (int choice = 0; choice < call.choices(); choice++) {
                events.add(event(Frame.Kind.TOKEN, choice, tokenDelta(i, choice), "null")
                        .withDelay(i == 0 || choice > 0 ? 0 : model.tokenNanos()));
            }
        }
        for (int choice = 0; choice < call.choices(); choice++) {
            events.add(event(Frame.Kind.FINISH, choice, "", "\"" + length.finish() + "\""));
        }
        if (call.includeUsage()) {
            StringBuilder out =
                    head(new StringBuilder(256), "chat.completion.chunk").append("\"choices\":[],");
            length.usage(out, call, model);
            events.add(Frame.event(Frame.Kind.USAGE, out.append('}').toString()));
        }
        events.add(Frame.event(Frame.Kind.DONE, "[DONE]"));
        return events;
    }

    /** First the tokens of the reasoning, then those of the answer. */
    private String tokenDelta(int token, int choice) {
        int index = token - model.reasoningTokens();
        Call.ToolCall tool = call.tool();
        if (index < 0) {
            return wordDelta("reasoning_content", ~call.seed(choice), token);
        }
        return tool == null
                ? wordDelta("content", call.seed(choice), index)
                : argumentDelta(tool.arguments().get(index));
    }

    private static String wordDelta(String member, long seed, int index) {
        return "\"" + member + "\":\"" + (index == 0 ? "" : " ") + Words.word(seed, index) + "\"";
    }

    private String roleDelta(Call.@Nullable ToolCall tool, int choice) {
        if (tool == null) {
            return "\"role\":\"assistant\",\"content\":\"\",\"refusal\":null";
        }
        StringBuilder out = new StringBuilder("\"role\":\"assistant\",\"content\":null,\"tool_calls\":[{\"index\":0,");
        toolHead(out, tool, choice);
        return out.append("\"\"}}]").toString();
    }

    private void toolHead(StringBuilder out, Call.ToolCall tool, int choice) {
        out.append("\"id\":\"call_")
                .append(Words.id(call.seed(choice)))
                .append("\",\"type\":\"function\",\"function\":{\"name\":");
        Json.quote(out, tool.name());
        out.append(",\"arguments\":");
    }

    private static String argumentDelta(String piece) {
        StringBuilder out = new StringBuilder("\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":");
        Json.quote(out, piece);
        return out.append("}}]").toString();
    }

    private Frame event(Frame.Kind kind, int choice, String delta, String finish) {
        StringBuilder out = new StringBuilder(256).append("data: ");
        head(out, "chat.completion.chunk").append("\"choices\":[{\"index\":").append(choice);
        out.append(",\"delta\":{").append(delta);
        out.append("},\"logprobs\":null,\"finish_reason\":").append(finish).append("}]");
        out.append(call.includeUsage() ? ",\"usage\":null}\n\n" : "}\n\n");
        return new Frame(kind, Answers.utf8(out), 0);
    }

    private StringBuilder head(StringBuilder out, String object) {
        out.append("{\"id\":\"chatcmpl-").append(id).append("\",\"object\":\"").append(object);
        out.append("\",\"created\":")
                .append(Answers.CREATED)
                .append(",\"model\":\"")
                .append(model.name());
        return out.append("\",\"system_fingerprint\":\"fp_sim\",");
    }
}
