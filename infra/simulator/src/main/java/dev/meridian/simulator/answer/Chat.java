package dev.meridian.simulator.answer;

import dev.meridian.simulator.catalog.ModelProfile;
import java.util.ArrayList;
import java.util.List;

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
        StringBuilder out = new StringBuilder(320 + length.tokens() * 6);
        head(out, "chat.completion").append("\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",");
        message(out);
        out.append("},\"logprobs\":null,\"finish_reason\":\"")
                .append(length.finish())
                .append("\"}],");
        length.usage(out, call, model);
        return out.append('}');
    }

    private void message(StringBuilder out) {
        Call.ToolCall tool = call.tool();
        if (tool == null) {
            out.append("\"content\":\"");
            Words.text(out, call.seed(), length.tokens());
            out.append("\",\"refusal\":null");
        } else {
            out.append("\"content\":null,\"refusal\":null,\"tool_calls\":[{");
            toolHead(out, tool);
            Json.quote(out, String.join("", tool.arguments()));
            out.append("}}]");
        }
        if (model.reasoningTokens() > 0) {
            out.append(",\"reasoning_content\":\"");
            Words.text(out, ~call.seed(), model.reasoningTokens());
            out.append('"');
        }
    }

    private List<Frame> events() {
        Call.ToolCall tool = call.tool();
        List<Frame> events = new ArrayList<>(length.tokens() + model.reasoningTokens() + 4);
        events.add(event(Frame.Kind.ROLE, roleDelta(tool), "null", 0));
        for (int i = 0; i < model.reasoningTokens(); i++) {
            events.add(token("\"reasoning_content\":\"", ~call.seed(), i, i == 0));
        }
        for (int i = 0; i < length.tokens(); i++) {
            events.add(
                    tool == null
                            ? token("\"content\":\"", call.seed(), i, events.size() == 1)
                            : event(
                                    Frame.Kind.TOKEN,
                                    argumentDelta(tool.arguments().get(i)),
                                    "null",
                                    pace(i == 0)));
        }
        events.add(event(Frame.Kind.FINISH, "", "\"" + length.finish() + "\"", 0));
        if (call.includeUsage()) {
            StringBuilder out =
                    head(new StringBuilder(256), "chat.completion.chunk").append("\"choices\":[],");
            length.usage(out, call, model);
            events.add(Frame.event(Frame.Kind.USAGE, out.append('}').toString()));
        }
        events.add(Frame.event(Frame.Kind.DONE, "[DONE]"));
        return events;
    }

    private String roleDelta(Call.@org.jspecify.annotations.Nullable ToolCall tool) {
        if (tool == null) {
            return "\"role\":\"assistant\",\"content\":\"\",\"refusal\":null";
        }
        StringBuilder out = new StringBuilder("\"role\":\"assistant\",\"content\":null,\"tool_calls\":[{\"index\":0,");
        toolHead(out, tool);
        return out.append("\"\"}}]").toString();
    }

    private void toolHead(StringBuilder out, Call.ToolCall tool) {
        out.append("\"id\":\"call_").append(id).append("\",\"type\":\"function\",\"function\":{\"name\":");
        Json.quote(out, tool.name());
        out.append(",\"arguments\":");
    }

    private static String argumentDelta(String piece) {
        StringBuilder out = new StringBuilder("\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":");
        Json.quote(out, piece);
        return out.append("}}]").toString();
    }

    private Frame token(String member, long seed, int index, boolean first) {
        String space = index == 0 ? "" : " ";
        return event(Frame.Kind.TOKEN, member + space + Words.word(seed, index) + "\"", "null", pace(first));
    }

    private long pace(boolean first) {
        return first ? 0 : model.tokenNanos();
    }

    private Frame event(Frame.Kind kind, String delta, String finish, long delayNanos) {
        StringBuilder out = new StringBuilder(256).append("data: ");
        head(out, "chat.completion.chunk")
                .append("\"choices\":[{\"index\":0,\"delta\":{")
                .append(delta);
        out.append("},\"logprobs\":null,\"finish_reason\":").append(finish).append("}]");
        out.append(call.includeUsage() ? ",\"usage\":null}\n\n" : "}\n\n");
        return new Frame(kind, Answers.utf8(out), delayNanos);
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
