package dev.meridian.edge.settings;

import dev.meridian.edge.call.BackgroundLoop;
import dev.meridian.edge.settings.WatchedFile.Reload;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.springframework.context.SmartLifecycle;

/** Looks at the files again and again, on a thread of its own, and tells of every new version what became of it. */
public final class FileReloads implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(FileReloads.class);

    private final Duration interval;
    private final MeterRegistry registry;
    private final List<WatchedFile> files;
    private final BackgroundLoop loop = new BackgroundLoop("file-reloads");

    /** Watches what of the files is set. */
    public FileReloads(
            EdgeSettings settings,
            EdgeTokens tokens,
            ControllerTls tls,
            CurrentApiKey apiKey,
            FallbackFiles fallback,
            CurrentClientKeys clientKeys,
            CurrentPrices prices,
            MeterRegistry registry) {
        this.interval = settings.reloadInterval();
        this.registry = registry;
        this.files = new ArrayList<>(fallback.watched());
        if (settings.clientKeysFile() != null) {
            files.add(ClientKeysFile.watched(settings.clientKeysFile(), apiKey, clientKeys));
        }
        if (settings.pricesFile() != null) {
            files.add(PricesFile.watched(settings.pricesFile(), prices));
        }
        if (settings.secretDir() != null) {
            files.add(UpstreamSettings.watched(settings.secretDir(), apiKey));
        }
        if (settings.controllerTokenFile() != null) {
            files.add(tokens.controller().watched(settings.controllerTokenFile()));
        }
        files.addAll(tls.watched());
        files.forEach(file -> List.of(true, false).forEach(applied -> counter(file, applied))); // zero is a number too
    }

    @Override
    public void start() {
        if (!files.isEmpty()) {
            loop.start(Duration.ZERO, () -> {
                files.forEach(this::look);
                return interval;
            });
        }
    }

    @Override
    public void stop() {
        loop.stop();
    }

    @Override
    public boolean isRunning() {
        return loop.isRunning();
    }

    @Override
    public int getPhase() {
        return BackgroundLoop.PHASE;
    }

    private void look(WatchedFile file) {
        try {
            Reload reload = file.look();
            if (reload != null) {
                if (reload.applied()) {
                    files.forEach(WatchedFile::reconsider); // a client key may be the upstream's key of before
                }
                counter(file, reload.applied()).increment();
                LOG.atLevel(reload.applied() ? Level.INFO : Level.WARN)
                        .log("{}: {}", file.setting(), reload.sentence());
            }
        } catch (RuntimeException | Error e) {
            // Without this thread no file would ever be read again; the words of a bug may quote the file.
            LOG.error(
                    "{}: a new version failed by a bug: {} at {}",
                    file.setting(),
                    e.getClass().getName(),
                    Arrays.stream(e.getStackTrace())
                            .findFirst()
                            .map(Object::toString)
                            .orElse("an unknown place"));
        }
    }

    private Counter counter(WatchedFile file, boolean applied) {
        return Counter.builder("meridian.edge.config.reloads")
                .description("New versions of files that were met while running, by what became of them")
                .tag("file", file.setting())
                .tag("result", applied ? "applied" : "refused")
                .register(registry);
    }
}
