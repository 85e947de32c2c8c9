package dev.meridian.simulator.answer;

import dev.meridian.simulator.catalog.ModelProfile;
import java.util.ArrayList;
import java.util.List;

/** Answers one call of the older completions endpoint. */
final class Completions {
    private final Call call;
    private final ModelProfile model;
    private final Length length;

    Completions(Call call, ModelProfile model) {
        this.call = call;
        this.model = model;
        this.length = Length.of(call, model);
    }

    Plan plan() {
        if (call.stream()) {
            return Plan.stream(events(), model.firstToken().toNanos());
        }
        StringBuilder text = new StringBuilder();
        Words.text(text, call.seed(), length.tokens());
        StringBuilder out = choice(text, "\"" + length.finish() + "\"").append(',');
        length.usage(out, call, model);
        return Plan.whole(200, Plan.JSON, Answers.utf8(out.append('}')), length.nanos(model));
    }

    private List<Frame> events() {
        List<Frame> events = new ArrayList<>(length.tokens() + 3);
        for (int i = 0; i < length.tokens(); i++) {
            String text = (i == 0 ? "" : " ") + Words.word(call.seed(), i);
            events.add(Frame.event(Frame.Kind.TOKEN, choice(text, "null") + "}")
                    .withDelay(i == 0 ? 0 : model.tokenNanos()));
        }
        events.add(Frame.event(Frame.Kind.FINISH, choice("", "\"" + length.finish() + "\"") + "}"));
        if (call.includeUsage()) {
            StringBuilder out = head().append("\"choices\":[],");
            length.usage(out, call, model);
            events.add(Frame.event(Frame.Kind.USAGE, out.append('}').toString()));
        }
        events.add(Frame.event(Frame.Kind.DONE, "[DONE]"));
        return events;
    }

    private StringBuilder choice(CharSequence text, String finish) {
        StringBuilder out =
                head().append("\"choices\":[{\"index\":0,\"text\":\"").append(text);
        return out.append("\",\"logprobs\":null,\"finish_reason\":")
                .append(finish)
                .append("}]");
    }

    private StringBuilder head() {
        StringBuilder out = new StringBuilder(256).append("{\"id\":\"cmpl-").append(Words.id(call.seed()));
        out.append("\",\"object\":\"text_completion\",\"created\":").append(Answers.CREATED);
        return out.append(",\"model\":\"").append(model.name()).append("\",");
    }
}
