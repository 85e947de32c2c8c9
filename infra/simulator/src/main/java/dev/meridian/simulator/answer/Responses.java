package dev.meridian.simulator.answer;

import dev.meridian.simulator.catalog.ModelProfile;
import java.util.ArrayList;
import java.util.List;

/** Answers one call of the responses endpoint, always with text. */
final class Responses {
    private final Call call;
    private final ModelProfile model;
    private final Length length;
    private final String id;
    private final String text;
    private int sequence;

    Responses(Call call, ModelProfile model) {
        this.call = call;
        this.model = model;
        this.length = Length.of(call, model);
        this.id = Words.id(call.seed());
        StringBuilder words = new StringBuilder();
        Words.text(words, call.seed(), length.tokens());
        this.text = words.toString();
    }

    Plan plan() {
        if (call.stream()) {
            return Plan.stream(events(), model.firstToken().toNanos());
        }
        return Plan.whole(200, Plan.JSON, Answers.utf8(response("completed")), length.nanos(model));
    }

    private List<Frame> events() {
        String place = ",\"item_id\":\"msg_" + id + "\",\"output_index\":0,\"content_index\":0";
        List<Frame> events = new ArrayList<>(length.tokens() + 8);
        events.add(event(Frame.Kind.ROLE, "response.created", ",\"response\":" + response("in_progress")));
        events.add(event(
                Frame.Kind.OTHER,
                "response.output_item.added",
                ",\"output_index\":0,\"item\":" + item("in_progress", "[]")));
        events.add(event(Frame.Kind.OTHER, "response.content_part.added", place + ",\"part\":" + part("")));
        for (int i = 0; i < length.tokens(); i++) {
            String delta = (i == 0 ? "" : " ") + Words.word(call.seed(), i);
            events.add(event(Frame.Kind.TOKEN, "response.output_text.delta", place + ",\"delta\":\"" + delta + "\"")
                    .withDelay(i == 0 ? 0 : model.tokenNanos()));
        }
        events.add(event(Frame.Kind.OTHER, "response.output_text.done", place + ",\"text\":\"" + text + "\""));
        events.add(event(Frame.Kind.OTHER, "response.content_part.done", place + ",\"part\":" + part(text)));
        events.add(event(
                Frame.Kind.OTHER,
                "response.output_item.done",
                ",\"output_index\":0,\"item\":" + item("completed", "[" + part(text) + "]")));
        events.add(event(Frame.Kind.FINISH, "response.completed", ",\"response\":" + response("completed")));
        return events;
    }

    private Frame event(Frame.Kind kind, String type, String members) {
        String data = "event: " + type + "\ndata: {\"type\":\"" + type + "\",\"sequence_number\":" + sequence++
                + members + "}\n\n";
        return new Frame(kind, Answers.utf8(data), 0);
    }

    private String response(String status) {
        boolean completed = "completed".equals(status);
        StringBuilder out = new StringBuilder("{\"id\":\"resp_").append(id);
        out.append("\",\"object\":\"response\",\"created_at\":").append(Answers.CREATED);
        out.append(",\"status\":\"").append(status).append("\",\"error\":null,\"incomplete_details\":null");
        out.append(",\"model\":\"").append(model.name()).append("\",\"output\":[");
        out.append(completed ? item(status, "[" + part(text) + "]") : "");
        out.append("],\"parallel_tool_calls\":true,\"tool_choice\":\"auto\",\"tools\":[],\"usage\":");
        usage(out, completed);
        return out.append('}').toString();
    }

    private void usage(StringBuilder out, boolean completed) {
        if (!completed) {
            out.append("null");
            return;
        }
        out.append("{\"input_tokens\":").append(call.promptTokens());
        out.append(",\"input_tokens_details\":{\"cached_tokens\":0},\"output_tokens\":");
        out.append(length.tokens()).append(",\"output_tokens_details\":{\"reasoning_tokens\":0},\"total_tokens\":");
        out.append(call.promptTokens() + length.tokens()).append('}');
    }

    private String item(String status, String content) {
        return "{\"id\":\"msg_" + id + "\",\"type\":\"message\",\"status\":\"" + status
                + "\",\"role\":\"assistant\",\"content\":" + content + "}";
    }

    private static String part(String text) {
        return "{\"type\":\"output_text\",\"text\":\"" + text + "\",\"annotations\":[]}";
    }
}
