package dev.meridian.controller.description;

import dev.meridian.controller.security.BearerFilter;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import java.util.List;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;
import org.springdoc.core.customizers.GlobalOperationCustomizer;
import tools.jackson.databind.json.JsonMapper;

/** What {@code GET /v3/api-docs} answers besides what springdoc sees of the endpoints. */
public final class ApiDescription implements GlobalOpenApiCustomizer {
    private static final String BEARER = "bearer";

    private final RecordSchemas records;
    private final Class<?> dryRun;

    /** @param dryRun the record that a dry run of any change answers */
    public ApiDescription(JsonMapper mapper, Class<? extends Record> dryRun) {
        this.dryRun = dryRun;
        this.records = new RecordSchemas(mapper);
    }

    /** What is said of each operation; to be asked before the whole is. */
    public GlobalOperationCustomizer operations() {
        return new DescribedOperations(records, dryRun);
    }

    @Override
    public void customise(OpenAPI api) {
        api.setInfo(new Info()
                .title("Meridian controller")
                .version("v1")
                .description(
                        "Reports and intents in, routing tables out. docs/wire.md has the meaning of each field."));
        // Wherever it was asked for.
        api.setServers(List.of(new Server().url("/")));
        Components components = new Components()
                .addSecuritySchemes(
                        BEARER,
                        new SecurityScheme().type(SecurityScheme.Type.HTTP).scheme("bearer"));
        Answers.all(records).forEach(components::addResponses);
        records.named().forEach(components::addSchemas);
        api.setComponents(components);
        api.setSecurity(List.of(new SecurityRequirement().addList(BEARER)));
        api.getPaths().forEach(ApiDescription::secure);
    }

    private static void secure(String path, PathItem item) {
        for (Operation operation : item.readOperations()) {
            if (BearerFilter.isOpen(path)) {
                operation.setSecurity(List.of());
            } else {
                operation.getResponses().addApiResponse("401", Answers.reference(401));
                operation.getResponses().addApiResponse("403", Answers.reference(403));
            }
        }
    }
}
