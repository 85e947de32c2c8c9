package dev.meridian.controller.description;

import dev.meridian.controller.problem.AdminOverride;
import dev.meridian.controller.wire.Wire;
import dev.meridian.routing.intent.Drain;
import dev.meridian.routing.intent.RegionIntent;
import dev.meridian.routing.region.RegionId;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.Schema;
import java.util.Arrays;
import java.util.List;

/** Schemas of what callers send: with the bounds of its values, where answers only have types. */
final class MessageSchemas {
    private final RecordSchemas records;

    MessageSchemas(RecordSchemas records) {
        this.records = records;
    }

    /** The body of a request. */
    JsonSchema body(Described said) {
        JsonSchema body = records.object(said.body());
        bound(body);
        List<String> optional = Arrays.asList(said.optional());
        body.setRequired(body.getRequired().stream()
                .filter(name -> !optional.contains(name))
                .toList());
        if (said.message()) {
            JsonSchema schema = JsonTypes.typed("integer");
            schema.setConst(Wire.SCHEMA);
            body.addProperty("schema", schema);
            body.addRequiredItem("schema");
        } else {
            JsonSchema override = records.object(AdminOverride.class);
            bound(override);
            override.setAdditionalProperties(false);
            body.addProperty("override", override);
            body.setAdditionalProperties(false);
        }
        return body;
    }

    private static void bound(JsonSchema body) {
        body.getProperties().replaceAll((name, as) -> switch (name) {
            case "reason" -> JsonTypes.text(1, Drain.MAX_REASON);
            case "weight" -> JsonTypes.whole(0, RegionIntent.MAX_WEIGHT);
            case "atLeast" -> JsonTypes.whole(1, RegionId.MAX_REGIONS);
            case "neverTogether" -> sets(as);
            default -> as;
        });
    }

    private static Schema<?> sets(Schema<?> list) {
        list.setMaxItems(RegionId.MAX_REGIONS);
        list.getItems().setMinItems(2);
        return list;
    }
}
