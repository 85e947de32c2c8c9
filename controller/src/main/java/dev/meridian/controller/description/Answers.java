package dev.meridian.controller.description;

import dev.meridian.controller.problem.Problem;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Answers that operations have in common: all are problems, but for 304. */
final class Answers {
    private static final Map<Integer, String> MEANINGS = Map.ofEntries(
            Map.entry(304, "the caller has it already"),
            Map.entry(400, "the body, a header or a parameter is not valid"),
            Map.entry(401, "no known token"),
            Map.entry(403, "not the role for it"),
            Map.entry(404, "there is none"),
            Map.entry(406, "not in a media type that is asked for"),
            Map.entry(408, "the body took longer than 20 s"),
            Map.entry(409, "something speaks against it"),
            Map.entry(412, "another state than If-Match names; current shows which"),
            Map.entry(413, "the body is over its limit"),
            Map.entry(415, "not application/json"),
            Map.entry(422, "the key was used for another change"),
            Map.entry(428, "If-Match is missing"),
            Map.entry(429, "more calls or senders than the limit allows; Retry-After says when to come again"),
            Map.entry(
                    503,
                    "more calls at once than the limit allows, nothing decided yet, or the store takes no writes; nothing was done"));

    private Answers() {}

    static ApiResponse reference(int status) {
        if (!MEANINGS.containsKey(status)) {
            throw new IllegalStateException("it is not said what status " + status + " means");
        }
        return new ApiResponse().$ref("#/components/responses/Status" + status);
    }

    /** What references refer to, by name. */
    static SortedMap<String, ApiResponse> all(RecordSchemas records) {
        Schema<?> problem = records.of(Problem.class);
        SortedMap<String, ApiResponse> all = new TreeMap<>();
        MEANINGS.forEach((status, meaning) -> {
            ApiResponse answer = new ApiResponse().description(meaning);
            if (status >= 400) {
                answer.setContent(new Content().addMediaType(Problem.MEDIA_TYPE, new MediaType().schema(problem)));
            }
            all.put("Status" + status, answer);
        });
        return all;
    }
}
