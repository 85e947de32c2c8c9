package dev.meridian.cli.audit;

import dev.meridian.cli.controller.Answer;
import dev.meridian.cli.controller.Controller;
import java.util.List;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/** Walks through the controller's audit, page after page. */
public final class AuditPages {
    private static final int PAGE = 1_000;

    private AuditPages() {}

    /**
     * Asks until there are no more.
     *
     * @param after the id after which it begins
     * @param each told of every entry, oldest first
     * @return the last answer: that of an empty page, unless the controller refused
     */
    public static Answer walk(Controller controller, long after, Consumer<JsonNode> each) {
        long last = after;
        while (true) {
            Answer answer = controller.get("/v1/audit?after=" + last + "&limit=" + PAGE);
            if (!(answer instanceof Answer.Accepted accepted)) {
                return answer;
            }
            List<JsonNode> page = List.copyOf(accepted.body().path("entries").values());
            page.forEach(each);
            if (page.size() < PAGE) {
                return answer;
            }
            last = page.getLast().path("id").asLong();
        }
    }
}
