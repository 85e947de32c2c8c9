package dev.meridian.demo;

import dev.meridian.demo.geography.Geography;
import dev.meridian.demo.story.Stories;
import dev.meridian.demo.traffic.Entry;
import dev.meridian.demo.traffic.Traffic;
import dev.meridian.demo.traffic.TrafficLog;
import dev.meridian.demo.view.EventList;
import dev.meridian.demo.view.Screen;
import dev.meridian.demo.view.Size;
import dev.meridian.demo.view.Terminal;
import dev.meridian.demo.view.TryIt;
import dev.meridian.demo.view.Wrap;
import dev.meridian.demo.world.Pace;
import dev.meridian.demo.world.World;
import dev.meridian.routing.region.RegionId;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Sends traffic through a world that is up, and shows it: live, or as the story. */
final class Show implements AutoCloseable {
    private static final Duration BETWEEN_PICTURES = Duration.ofSeconds(1);
    private static final int PLAIN_EVERY = 5;

    /** The drain of the printed curl call ends by itself after this. */
    private static final Duration DRAIN_LENGTH = Duration.ofMinutes(30);

    private final World world;
    private final Options options;
    private final PrintStream out;
    private final Traffic traffic;
    private final EventList events = new EventList(Clock.system(ZoneId.systemDefault()));
    private final Size size;
    private final @Nullable Terminal terminal;
    private final Camera camera;
    private volatile boolean closed;

    /** Starts the traffic. */
    Show(World world, Options options, PrintStream out) {
        this.world = world;
        this.options = options;
        this.out = out;
        Map<RegionId, List<Entry>> entries = new TreeMap<>();
        Geography.REGIONS.forEach(region -> entries.put(region, world.entries(region)));
        traffic = Traffic.start(entries, world.clientKey(), options.rate(), world.kills());
        List<String> footer = footer();
        camera = new Camera(world, traffic.log(), events, options.plain() ? List.of() : footer);
        Size measured = terminalSize();
        size = options.plain() || measured == null ? Size.WHOLE : measured;
        terminal = options.plain() ? null : new Terminal(out);
        if (options.plain()) {
            footer.forEach(out::println);
        }
    }

    /** The live view. @return whether no request failed */
    boolean live() throws InterruptedException {
        long began = System.nanoTime();
        try {
            for (int count = 0; goesOn(began); count++) {
                world.requireAlive();
                show(count % PLAIN_EVERY == 0);
                TimeUnit.NANOSECONDS.sleep(BETWEEN_PICTURES.toNanos());
            }
            show(true);
        } finally {
            closeTerminal();
        }
        TrafficLog.Totals totals = traffic.log().totals();
        out.printf(Locale.ROOT, "%,d requests served, %d failed%n", totals.served(), totals.failed());
        return totals.failed() == 0;
    }

    /** The story. @return whether every step was as expected */
    boolean story() throws InterruptedException {
        List<String> told = new ArrayList<>();
        CompletableFuture<Void> ended = new CompletableFuture<>();
        Thread pictures = Thread.ofVirtual().start(() -> showUntil(ended));
        try {
            return Stories.ofThreeRegions(world, traffic.log(), 3 * options.rate(), line -> tell(line, told))
                    .play();
        } finally {
            ended.complete(null);
            pictures.join();
            closeTerminal();
            if (!options.plain()) {
                told.forEach(out::println);
            }
        }
    }

    /** Ends the traffic and gives the terminal back. Any thread may call it, and more than once. */
    @Override
    public void close() {
        closed = true;
        traffic.close();
        closeTerminal();
    }

    private void closeTerminal() {
        if (terminal != null) {
            terminal.close();
        }
    }

    /** Where nobody reads the output any more, as after {@code demo | head}, nobody watches. */
    private boolean goesOn(long began) {
        return !closed
                && !out.checkError()
                && (options.length().isZero()
                        || System.nanoTime() - began < options.length().toNanos());
    }

    private void show(boolean inPlain) throws InterruptedException {
        List<String> picture = Screen.render(camera.take(), size);
        if (terminal != null) {
            terminal.show(picture);
        } else if (inPlain) {
            picture.forEach(out::println);
        }
    }

    private void showUntil(CompletableFuture<Void> ended) {
        try {
            while (!ended.isDone()) {
                show(false);
                TimeUnit.NANOSECONDS.sleep(BETWEEN_PICTURES.toNanos());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void tell(String line, List<String> told) {
        if (closed) {
            return;
        }
        for (String part : Wrap.at(Screen.COLUMNS - 12, line)) {
            told.add(part);
            if (options.plain()) {
                out.println(part);
            } else {
                events.add(part);
            }
        }
    }

    private List<String> footer() {
        List<String> footer =
                new ArrayList<>(TryIt.lines(world.addresses(), Instant.now().plus(DRAIN_LENGTH)));
        footer.addAll(Wrap.at(Screen.COLUMNS, Pace.inWords()));
        return footer;
    }

    /** The size of the terminal as {@code infra/bin/demo} has measured it; null where the output is none. */
    static @Nullable Size terminalSize() {
        int rows = Integer.getInteger("meridian.rows", 0);
        int columns = Integer.getInteger("meridian.columns", 0);
        return rows > 0 && columns > 0 ? new Size(rows, columns) : null;
    }
}
