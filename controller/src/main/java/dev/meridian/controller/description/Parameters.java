package dev.meridian.controller.description;

import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.Parameter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What may stand in parameters; methods read them as texts, so that a refusal can name the limit. */
final class Parameters {
    private Parameters() {}

    /** Gives a parameter of a method its bounds. */
    static void bound(Parameter parameter) {
        @Nullable
        JsonSchema bounds = switch (parameter.getName()) {
            case "region", "origin" -> JsonTypes.name();
            case "version", "from", "to" -> JsonTypes.matching("^[0-9]{1,18}\\.[0-9]{1,18}$");
            case "limit" -> JsonTypes.whole(1, 1_000);
            case "wait" -> JsonTypes.whole(0, 60);
            case "all" -> JsonTypes.typed("boolean");
            default -> null;
        };
        if (bounds != null) {
            parameter.setSchema(bounds);
        }
    }

    /** What changes read of the request besides the body. */
    static List<Parameter> ofChanges() {
        return List.of(
                header(
                        "If-Match",
                        "* or entity tags: the state that it is to change; needed where PUT and PATCH replace one",
                        JsonTypes.typed("string")),
                header(
                        "Idempotency-Key",
                        "a repeated change of one key is answered as it was, and not made again",
                        JsonTypes.matching("^[!-~]{1,128}$")),
                new Parameter()
                        .in("query")
                        .name("dryRun")
                        .description("true: says what it would do, and changes nothing")
                        .schema(JsonTypes.typed("boolean")));
    }

    private static Parameter header(String name, String description, Schema<?> schema) {
        return new Parameter().in("header").name(name).description(description).schema(schema);
    }
}
