package dev.meridian.conformance;

import dev.meridian.conformance.cases.Case;
import dev.meridian.conformance.cases.Need;
import dev.meridian.conformance.gateway.Setup;
import dev.meridian.conformance.gateway.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/** Edges that are started for the cases: those of the next setup while a case runs, and gone after their last case. */
final class EdgeStages implements Stages {
    private final Path folder;
    private final Map<Setup, FutureTask<Stage>> started = new LinkedHashMap<>();
    private final List<Case> toCome = new ArrayList<>();
    private boolean closed;

    /** @param folder for files and logs, one folder a setup */
    EdgeStages(Path folder) {
        this.folder = folder;
    }

    @Override
    public synchronized void announce(List<Case> cases) {
        toCome.addAll(cases);
    }

    @Override
    public @Nullable Need missing(Case of) {
        return null;
    }

    @Override
    public Stage stage(Case of) throws IOException, InterruptedException {
        FutureTask<Stage> wanted = start(of.setup());
        Stage stage = result(wanted);
        startNext();
        stage.settle();
        return stage;
    }

    @Override
    public synchronized void over(Case of) {
        toCome.remove(of);
        if (toCome.stream().noneMatch(other -> other.setup().equals(of.setup()))) {
            FutureTask<Stage> last = started.remove(of.setup());
            if (last != null) {
                close(last);
            }
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        started.values().forEach(EdgeStages::close);
        started.clear();
    }

    private synchronized FutureTask<Stage> start(Setup setup) {
        if (closed) {
            throw new IllegalStateException("the run is over, no edge is started any more");
        }
        return started.computeIfAbsent(setup, missing -> {
            Callable<Stage> starting = () -> Stage.of(missing, Files.createDirectories(folder.resolve(missing.name())));
            FutureTask<Stage> task = new FutureTask<>(starting);
            Thread.ofVirtual().name("starting-" + missing.name()).start(task);
            return task;
        });
    }

    /** One setup ahead: a JVM that starts takes a core for some seconds. */
    private synchronized void startNext() {
        toCome.stream()
                .filter(each -> !each.background())
                .map(Case::setup)
                .filter(setup -> !started.containsKey(setup))
                .findFirst()
                .ifPresent(this::start);
    }

    private static Stage result(FutureTask<Stage> task) throws IOException, InterruptedException {
        try {
            return task.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException failed) {
                throw failed;
            }
            if (e.getCause() instanceof RuntimeException failed) {
                throw failed;
            }
            throw new IllegalStateException("the edges cannot be started", e);
        }
    }

    private static void close(FutureTask<Stage> task) {
        try {
            result(task).close();
        } catch (IOException | RuntimeException e) {
            return; // it was never there
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
