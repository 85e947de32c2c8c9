package dev.meridian.edge.fuzz;

import dev.meridian.fixtures.fuzz.Mutator;
import dev.meridian.fixtures.fuzz.Shown;
import java.util.List;
import java.util.random.RandomGenerator;

/** Streams of events as models send them, and broken ones. Pure but for its random numbers. */
public final class StreamCorpus {
    private static final List<String> EVENTS = List.of(
            "data: {\"choices\":[{\"delta\":{\"role\":\"assistant\",\"content\":\"\"}}]}\n\n",
            "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"hi \\u00e9\"}}]}\n\n",
            "data: {\"choices\":[{\"delta\":{\"content\":\"\u00c3\u00a9\u00f0\u009f\u009a\u0080\"}}]}\r\n\r\n",
            "data: {\"choices\":[{\"delta\":{\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":\"{\"}}]}}]}\n\n",
            "data: {\"choices\":[{\"delta\":{\"reasoning_content\":\"hm\"},\"finish_reason\":null}]}\n\n",
            "data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n",
            "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":2}}\n\n",
            "data: {\"error\":{\"message\":\"overloaded\",\"type\":\"server_error\"}}\n\n",
            "event: error\ndata: {\"type\":\"error\",\"message\":\"no\"}\n\n",
            "event: response.created\ndata: {\"type\":\"response.created\"}\n\n",
            "event: response.output_text.delta\ndata: {\"type\":\"response.output_text.delta\",\"delta\":\"a\"}\n\n",
            "event: response.completed\rdata: {\"type\":\"response.completed\"}\r\r",
            "event: response.failed\ndata: {\"type\":\"response.failed\"}\n\n",
            ": ping\n\n",
            "data: {\"choices\":\ndata: [{\"delta\":{\"content\":\"two lines\"}}]}\n\n",
            "retry: 10\nid: 5\ndata:[]\n\n",
            "data\n\n",
            "data: [DONE]\n\n");

    private static final Mutator MUTATOR = new Mutator(
            "\n",
            "\r",
            "\r\n",
            "\n\n",
            "\r\r",
            "data:",
            "data: ",
            "event:",
            "data: [DONE]\n\n",
            "\"error\":",
            "{\"error\":{}}",
            "\"finish_reason\":\"stop\"",
            "\"type\":\"error\"",
            "null",
            "[[[[[[[[",
            "{\"a\":{\"a\":{\"a\":",
            "\\ud800",
            "\u00ef\u00bb\u00bf",
            "1e999999999",
            ": comment\n");

    private static final int USUAL_EVENTS = 8;
    private static final int MANY_EVENTS = 90;

    private StreamCorpus() {}

    /** Some events, most often broken somewhere. */
    public static byte[] stream(RandomGenerator random) {
        byte[] whole = events(random);
        return random.nextInt(10) == 0 ? whole : MUTATOR.mutate(random, whole, events(random));
    }

    /** Whole events in any order. */
    private static byte[] events(RandomGenerator random) {
        StringBuilder events = new StringBuilder();
        boolean monotonous = random.nextInt(4) == 0;
        String again = EVENTS.get(random.nextInt(EVENTS.size()));
        int count = random.nextInt(random.nextInt(4) == 0 ? MANY_EVENTS : USUAL_EVENTS);
        for (int i = 0; i < count; i++) {
            events.append(monotonous ? again : EVENTS.get(random.nextInt(EVENTS.size())));
        }
        return Shown.bytes(
                events.append(random.nextBoolean() ? "data: [DONE]\n\n" : "").toString());
    }
}
