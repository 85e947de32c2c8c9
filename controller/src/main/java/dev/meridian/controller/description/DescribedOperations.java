package dev.meridian.controller.description;

import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.parameters.RequestBody;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.GlobalOperationCustomizer;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.method.HandlerMethod;

/** Says of each operation what its method does by itself: reads the body, the conditions and the key, and refuses. */
final class DescribedOperations implements GlobalOperationCustomizer {
    /** Any call may be one too many. */
    private static final List<Integer> BOUNDS = List.of(429, 503);

    private final RecordSchemas records;
    private final MessageSchemas messages;
    private final Class<?> dryRun;

    /** @param dryRun what a dry run answers */
    DescribedOperations(RecordSchemas records, Class<?> dryRun) {
        this.records = records;
        this.dryRun = dryRun;
        this.messages = new MessageSchemas(records);
    }

    /** @throws IllegalStateException if the method is not {@link Described} */
    @Override
    public Operation customize(Operation operation, HandlerMethod handler) {
        @Nullable Described said = handler.getMethodAnnotation(Described.class);
        if (said == null) {
            throw new IllegalStateException(handler + " is not described");
        }
        boolean replaces = said.change() && replaces(handler);
        operation.setSummary(said.value());
        if (said.body() != void.class) {
            operation.setRequestBody(
                    new RequestBody().required(true).content(content("application/json", messages.body(said))));
        }
        if (operation.getParameters() != null) {
            operation.getParameters().forEach(Parameters::bound);
        }
        if (said.change()) {
            Parameters.ofChanges().forEach(operation::addParametersItem);
        }
        operation.setResponses(answers(operation, said, replaces, answer(said, handler)));
        return operation;
    }

    private ApiResponses answers(Operation operation, Described said, boolean replaces, @Nullable Schema<?> answer) {
        ApiResponses answers = new ApiResponses();
        for (int status : statuses(operation, said, replaces)) {
            answers.addApiResponse(String.valueOf(status), Answers.reference(status));
        }
        if (said.change()) {
            answers.addApiResponse("200", said.status() == 200 ? done(200, said, either(answer)) : dryRun());
        }
        if (!said.change() || said.status() != 200) {
            answers.addApiResponse(String.valueOf(said.status()), done(said.status(), said, answer));
        }
        return answers;
    }

    private @Nullable Schema<?> answer(Described said, HandlerMethod handler) {
        Class<?> returned = handler.getMethod().getReturnType();
        if (said.answer() != void.class) {
            return records.of(said.answer());
        }
        if (!said.media().equals("application/json")) {
            return JsonTypes.typed("string");
        }
        boolean says = returned.isRecord() || returned == java.util.Map.class;
        return says ? records.of(handler.getMethod().getAnnotatedReturnType()) : null;
    }

    private Schema<?> either(@Nullable Schema<?> answer) {
        JsonSchema either = new JsonSchema();
        if (answer != null) {
            either.addAnyOfItem(answer);
        }
        either.addAnyOfItem(records.of(dryRun));
        return either;
    }

    private ApiResponse dryRun() {
        return new ApiResponse()
                .description("what it would do: the answer of a dry run")
                .content(content("application/json", records.of(dryRun)));
    }

    private static ApiResponse done(int status, Described said, @Nullable Schema<?> answer) {
        ApiResponse done =
                new ApiResponse().description(HttpStatus.valueOf(status).getReasonPhrase());
        return answer == null ? done : done.content(content(said.media(), answer));
    }

    private static SortedSet<Integer> statuses(Operation operation, Described said, boolean replaces) {
        SortedSet<Integer> statuses = new TreeSet<>(BOUNDS);
        for (int status : said.also()) {
            statuses.add(status);
        }
        if (operation.getParameters() != null) {
            statuses.add(400);
        }
        if (has(operation, "path")) {
            statuses.add(404);
        }
        if (said.body() != void.class) {
            statuses.addAll(List.of(400, 408, 413, 415));
        }
        if (said.change()) {
            statuses.addAll(List.of(409, 412, 422));
        }
        if (replaces) {
            statuses.add(428);
        }
        return statuses;
    }

    private static boolean has(Operation operation, String in) {
        @Nullable List<Parameter> parameters = operation.getParameters();
        return parameters != null && parameters.stream().anyMatch(one -> in.equals(one.getIn()));
    }

    private static boolean replaces(HandlerMethod handler) {
        @Nullable
        RequestMapping mapping = AnnotatedElementUtils.findMergedAnnotation(handler.getMethod(), RequestMapping.class);
        return mapping != null
                && List.of(mapping.method()).stream()
                        .anyMatch(method -> method == RequestMethod.PUT || method == RequestMethod.PATCH);
    }

    private static Content content(String media, Schema<?> schema) {
        return new Content().addMediaType(media, new MediaType().schema(schema));
    }
}
