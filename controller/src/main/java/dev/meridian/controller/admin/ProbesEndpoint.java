package dev.meridian.controller.admin;

import dev.meridian.controller.description.Described;
import dev.meridian.controller.problem.Refused;
import dev.meridian.controller.publish.TablePublisher;
import dev.meridian.controller.store.ControlStore;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Whether the program lives, whether it is of use, and its metrics. Open to everybody. */
@RestController
public final class ProbesEndpoint {
    private static final String PROMETHEUS_TEXT = "text/plain;version=0.0.4;charset=utf-8";

    private final ControlStore store;
    private final TablePublisher publisher;
    private final PrometheusMeterRegistry meters;

    public ProbesEndpoint(ControlStore store, TablePublisher publisher, PrometheusMeterRegistry meters) {
        this.store = store;
        this.publisher = publisher;
        this.meters = meters;
    }

    @Described("whether the program lives")
    @GetMapping("/health")
    Map<String, String> health() {
        return Map.of("status", "UP");
    }

    /** A store that takes no writes makes nobody unready: the table that holds is still to be served. */
    @Described(value = "whether it is of use", also = 503)
    @GetMapping("/ready")
    Map<String, String> ready() {
        if (publisher.table() == null) {
            throw new Refused(HttpStatus.SERVICE_UNAVAILABLE, "Not ready", "no table has been decided yet");
        }
        if (!store.isUsable()) {
            throw new Refused(
                    HttpStatus.SERVICE_UNAVAILABLE,
                    "Not ready",
                    "the store cannot be used, or another controller has taken over");
        }
        @Nullable String trouble = store.trouble();
        SortedMap<String, String> said = new TreeMap<>(Map.of("status", "UP"));
        if (trouble != null) {
            said.put("store", trouble);
        }
        return said;
    }

    @Described(value = "metrics", media = "text/plain")
    @GetMapping(path = "/metrics", produces = PROMETHEUS_TEXT)
    String metrics() {
        return meters.scrape();
    }
}
