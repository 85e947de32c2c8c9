package dev.meridian.simulator.control;

import dev.meridian.simulator.answer.Plan;
import dev.meridian.simulator.answer.Refusal;
import dev.meridian.simulator.catalog.ModelCatalog;
import dev.meridian.simulator.catalog.ModelChange;
import dev.meridian.simulator.fault.FaultRule;
import dev.meridian.simulator.fault.Faults;
import dev.meridian.simulator.json.Formats;
import dev.meridian.simulator.log.RequestLog;
import dev.meridian.simulator.script.Script;
import dev.meridian.simulator.script.ScriptRunner;
import dev.meridian.simulator.server.Control;
import dev.meridian.simulator.server.Regions;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Serves the control API. Thread-safe. */
public final class ControlApi implements Control {
    private static final String PREFIX = "/_sim/";

    private final Faults faults;
    private final RequestLog log;
    private final ModelCatalog models;
    private final Regions regions;
    private final ScriptRunner scripts;

    public ControlApi(Faults faults, RequestLog log, ModelCatalog models, Regions regions, ScriptRunner scripts) {
        this.faults = faults;
        this.log = log;
        this.models = models;
        this.regions = regions;
        this.scripts = scripts;
    }

    private record RegionView(String name, int port, boolean listening) {}

    private record RegionChange(@Nullable Boolean listening) {}

    @Override
    public Plan answer(String method, String uri, byte[] body) {
        QueryStringDecoder target = new QueryStringDecoder(uri);
        String path = target.path().substring(PREFIX.length());
        int slash = path.indexOf('/');
        String what = slash < 0 ? path : path.substring(0, slash);
        String name = slash < 0 ? "" : path.substring(slash + 1);
        try {
            Object result = switch (what) {
                case "health" -> Map.of("status", "up");
                case "faults" -> faults(method, name, body);
                case "requests" -> requests(method, target.parameters());
                case "stats" -> log.stats().view();
                case "models" -> models(method, name, body);
                case "regions" -> regions(method, name, body);
                case "script" -> script(method, body);
                case "reset" -> reset(method);
                default -> null;
            };
            return result == null ? notFound(uri) : Plan.whole(200, Plan.JSON, Formats.write(result), 0);
        } catch (IllegalArgumentException e) {
            return Refusal.invalid(String.valueOf(e.getMessage()), null).plan();
        } catch (IllegalStateException e) {
            return new Refusal(409, String.valueOf(e.getMessage()), Refusal.INVALID_REQUEST, null, null).plan();
        } catch (UnsupportedOperationException e) {
            return new Refusal(405, method + " is not served here", Refusal.INVALID_REQUEST, null, null).plan();
        }
    }

    private @Nullable Object faults(String method, String id, byte[] body) {
        return switch (method) {
            case "GET" -> Map.of("faults", faults.active());
            case "POST" -> Map.of("id", faults.add(Formats.read(body, FaultRule.class)));
            case "DELETE" -> {
                if (id.isEmpty()) {
                    faults.clear();
                    yield Map.of("removed", true);
                }
                yield faults.remove(id) ? Map.of("removed", true) : null;
            }
            default -> throw new UnsupportedOperationException(method);
        };
    }

    private Object requests(String method, Map<String, List<String>> query) {
        return switch (method) {
            case "GET" ->
                Map.of(
                        "received",
                        log.received(),
                        "requests",
                        RequestQuery.of(query).select(log.requests()));
            case "DELETE" -> {
                log.clear();
                yield Map.of("cleared", true);
            }
            default -> throw new UnsupportedOperationException(method);
        };
    }

    private @Nullable Object models(String method, String name, byte[] body) {
        return switch (method) {
            case "GET" -> name.isEmpty() ? Map.of("models", models.all()) : models.find(name);
            case "PUT" -> Formats.read(body, ModelChange.class).named(name).applyTo(models);
            default -> throw new UnsupportedOperationException(method);
        };
    }

    private Object regions(String method, String name, byte[] body) {
        if ("PUT".equals(method)) {
            Boolean listening = Formats.read(body, RegionChange.class).listening();
            if (listening == null) {
                throw new IllegalArgumentException("the body must be {\"listening\": true} or false");
            }
            if (listening) {
                regions.accept(name);
            } else {
                regions.refuse(name);
            }
            return region(name);
        }
        if (!"GET".equals(method)) {
            throw new UnsupportedOperationException(method);
        }
        return name.isEmpty() ? Map.of("regions", allRegions()) : region(name);
    }

    private List<RegionView> allRegions() {
        List<RegionView> all = new ArrayList<>();
        regions.names().forEach(region -> all.add(region(region)));
        return all;
    }

    private RegionView region(String name) {
        return new RegionView(name, regions.port(name), regions.accepts(name));
    }

    private Object script(String method, byte[] body) {
        switch (method) {
            case "GET" -> {}
            case "POST" -> scripts.start(Formats.read(body, Script.class));
            case "DELETE" -> scripts.close();
            default -> throw new UnsupportedOperationException(method);
        }
        ScriptRunner.Progress progress = scripts.progress();
        return progress == null ? new ScriptRunner.Progress(0, 0, 0, false) : progress;
    }

    private Object reset(String method) {
        if (!"POST".equals(method)) {
            throw new UnsupportedOperationException(method);
        }
        scripts.close();
        faults.clear();
        regions.acceptAll();
        log.clear();
        return Map.of("reset", true);
    }

    private static Plan notFound(String uri) {
        return new Refusal(404, "There is nothing at " + uri, Refusal.INVALID_REQUEST, null, null).plan();
    }
}
