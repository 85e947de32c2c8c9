package dev.meridian.edge.server;

import dev.meridian.edge.catalog.ModelList;
import dev.meridian.edge.openai.ApiError;
import dev.meridian.edge.openai.ApiRequest;
import dev.meridian.edge.openai.Headers;
import dev.meridian.edge.openai.InvalidBodyException;
import dev.meridian.edge.openai.ModelRequest;
import dev.meridian.edge.route.RoutingView;
import dev.meridian.edge.server.RequestHead.Purpose;
import dev.meridian.edge.settings.ClientKey;
import dev.meridian.edge.settings.Priority;
import dev.meridian.routing.region.Label;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.SortedSet;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings one whole request to what answers it. Confined to the connection's event loop. */
final class Dispatch {
    private static final Logger LOG = LoggerFactory.getLogger(Dispatch.class);

    private final ServerParts parts;
    private final LoopContext loop;
    private final ClientConnection connection;
    private final RequestHead head;

    Dispatch(ServerParts parts, LoopContext loop, ClientConnection connection, RequestHead head) {
        this.parts = parts;
        this.loop = loop;
        this.connection = connection;
        this.head = head;
    }

    /** Owns the body. */
    void run(ByteBuf body) {
        if (isShed()) {
            body.release();
            shed();
            return;
        }
        switch (head.purpose()) {
            case OPTIONS -> {
                body.release();
                options();
            }
            case MANAGEMENT -> {
                body.release();
                management();
            }
            case MODELS -> {
                body.release();
                models();
            }
            case MODEL_CALL -> inspect(body);
            case PASS_THROUGH -> exchange(body, null, false);
        }
    }

    /** Begins a request whose body comes in parts. */
    void upload() {
        if (isShed()) {
            shed();
            return;
        }
        exchange(Unpooled.EMPTY_BUFFER, null, true);
    }

    private void options() {
        HttpHeaders headers = new DefaultHttpHeaders();
        headers.set(HttpHeaderNames.ALLOW, Admission.methodsOf(head.path()));
        connection.reply().full(204, headers, Unpooled.EMPTY_BUFFER);
    }

    private void management() {
        parts.workers().execute(() -> {
            Management.Page page = parts.management().page(head.path().path());
            onLoop(page.body(), () -> page(page));
        });
    }

    private void page(Management.Page page) {
        HttpHeaders headers = new DefaultHttpHeaders();
        headers.set(HttpHeaderNames.CONTENT_TYPE, page.contentType());
        connection.reply().full(page.status(), headers, page.body());
    }

    private void models() {
        parts.catalog()
                .list()
                .whenComplete((list, failure) -> loop.loop().execute(() -> {
                    if (list == null) {
                        connection.fail(
                                ApiError.server(503, "The list of models is not available", "models_unavailable"));
                    } else {
                        models(list);
                    }
                }));
    }

    private void models(ModelList list) {
        HttpHeaders headers = new DefaultHttpHeaders();
        headers.set(HttpHeaderNames.CONTENT_TYPE, "application/json");
        headers.set(HttpHeaderNames.AGE, list.ageSeconds());
        headers.set(Headers.MODELS, list.source().name().toLowerCase(Locale.ROOT));
        headers.set(Headers.REQUEST_ID, head.id());
        if (head.rate() != null) {
            head.rate().writeTo(headers);
        }
        connection.reply().full(200, headers, Unpooled.copiedBuffer(list.json(), StandardCharsets.UTF_8));
    }

    private void inspect(ByteBuf body) {
        int length = body.readableBytes();
        if (length <= LoopContext.INLINE_BODY) {
            body.getBytes(body.readerIndex(), loop.scratch(), 0, length);
            inspected(body, read(loop.scratch(), length));
            return;
        }
        parts.workers().execute(() -> {
            Inspection inspection = readLarge(body);
            onLoop(body, () -> inspected(body, inspection));
        });
    }

    private Inspection read(byte[] bytes, int length) {
        try {
            return new Inspection(parts.inspector().inspect(bytes, length), null);
        } catch (InvalidBodyException e) {
            return new Inspection(null, e.toError());
        }
    }

    /** Whatever goes wrong, the client and the body are not left alone. */
    private Inspection readLarge(ByteBuf body) {
        try {
            return new Inspection(parts.inspector().inspect(body), null);
        } catch (InvalidBodyException e) {
            return new Inspection(null, e.toError());
        } catch (RuntimeException | Error e) {
            Bugs.tell(LOG, "a body could not be read", e);
            return new Inspection(null, ApiError.server(500, "The request's body could not be read", "internal_error"));
        }
    }

    /** Goes on with it on the event loop, or releases it where the server has stopped meanwhile. */
    private void onLoop(ByteBuf owned, Runnable next) {
        try {
            loop.loop().execute(next);
        } catch (RejectedExecutionException e) {
            owned.release();
        }
    }

    private void inspected(ByteBuf body, Inspection inspection) {
        ModelRequest model = inspection.request();
        ApiError error = inspection.error();
        if (error != null) {
            refuse(body, error, "body");
        } else if (model != null && !parts.catalog().knows(model.model())) {
            unknown(body, model);
        } else {
            exchange(body, model, false);
        }
    }

    /** The upstream may have added the model since its last list. */
    private void unknown(ByteBuf body, ModelRequest model) {
        parts.catalog()
                .lists(model.model())
                .whenComplete((listed, failure) -> onLoop(body, () -> listed(body, model, listed == null || listed)));
    }

    private void listed(ByteBuf body, ModelRequest model, boolean listed) {
        if (listed) {
            exchange(body, model, false);
        } else {
            refuse(body, ApiError.modelNotFound(model.model()), "model");
        }
    }

    private void exchange(ByteBuf body, @Nullable ModelRequest model, boolean streamed) {
        if (connection.phase() == ClientConnection.Phase.CLOSED) {
            body.release(); // nobody waits for an answer
            return;
        }
        RoutingView view = parts.table().view();
        if (view == null) {
            refuse(body, ApiError.server(503, "This edge has no routing table yet", "no_routing_table"), "no_table");
            return;
        }
        SortedSet<Label> residency = Demand.of(view, head);
        if (!view.isSatisfiable(residency)) {
            connection.reply().demands(residency);
            refuse(body, Demand.unmet(residency, view, head.client()), "residency");
            return;
        }
        connection.reply().exchangeBegins();
        connection.start(parts.exchanges()
                .create(
                        request(body, model, streamed, residency),
                        connection.reply(),
                        loop.upstreams(),
                        view,
                        loop.random()));
    }

    private ApiRequest request(
            ByteBuf body, @Nullable ModelRequest model, boolean streamed, SortedSet<Label> residency) {
        ClientKey client = head.client();
        return new ApiRequest(
                head.request().method(),
                head.path(),
                head.request().headers(),
                body,
                streamed,
                head.id(),
                client == null ? null : client.name(),
                head.hop(),
                head.rate(),
                head.request().headers().contains(Headers.EXPLAIN),
                residency,
                model);
    }

    /** A hop was let in where its client sent it, and the edge's own pages and lists cost no region anything. */
    private boolean isShed() {
        RoutingView view = parts.table().view();
        boolean counts = head.purpose() == Purpose.MODEL_CALL || head.purpose() == Purpose.PASS_THROUGH;
        return counts
                && head.hop() == null
                && view != null
                && loop.shedder().refuses(view.shed(), priority(), System.nanoTime(), loop.random());
    }

    private Priority priority() {
        ClientKey client = head.client();
        Priority most = client == null ? Priority.NORMAL : client.priority();
        return Priority.claimed(head.request().headers().get(Headers.PRIORITY), most);
    }

    private void shed() {
        parts.metrics().shed(priority());
        connection.fail(Refusals.shed(priority()), Refusals.comeAgain(loop.random()));
    }

    private void refuse(ByteBuf body, ApiError error, String reason) {
        body.release();
        parts.metrics().refused(reason);
        connection.fail(error);
    }

    /** What a body says, or what is wrong with it. */
    private record Inspection(
            @Nullable ModelRequest request, @Nullable ApiError error) {}
}
