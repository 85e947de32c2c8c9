package dev.meridian.demo;

import dev.meridian.demo.process.ProgramFailed;
import dev.meridian.demo.world.Jars;
import dev.meridian.demo.world.World;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** The program: {@code infra/bin/demo} starts it. */
public final class Demo {
    private static final int FAILED = 1;
    private static final int WRONG_USAGE = 2;

    private Demo() {}

    /** Runs and ends with 0 only if all went as it should. */
    public static void main(String[] arguments) {
        // An idle connection of a client is given up long before an edge closes it: no request meets a closing one.
        System.setProperty("jdk.httpclient.keepalive.timeout", "5");
        try {
            Options options = Options.parse(List.of(arguments));
            if (options.help()) {
                System.out.print(Options.USAGE);
                return;
            }
            System.exit(run(options, System.out));
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.err.print(Options.USAGE);
            System.exit(WRONG_USAGE);
        }
    }

    private static int run(Options asked, PrintStream out) {
        Options options = Show.terminalSize() == null ? asked.inPlain() : asked;
        Ending ending = Ending.registered();
        try {
            World world = new World(Jars.in(root()));
            ending.add(world::close);
            return run(world, options, out, ending);
        } catch (IOException e) {
            System.err.println("the demo cannot start: " + e.getMessage());
            return FAILED;
        } finally {
            ending.run();
        }
    }

    private static int run(World world, Options options, PrintStream out, Ending ending) {
        try {
            start(world, out);
            Show show = new Show(world, options, out);
            ending.add(show::close);
            return (options.story() ? show.story() : show.live()) ? 0 : failed(world);
        } catch (ProgramFailed | IllegalStateException | IOException e) {
            return world.isClosed() ? FAILED : failed(world, String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return FAILED;
        }
    }

    private static void start(World world, PrintStream out) throws IOException, InterruptedException {
        long began = System.nanoTime();
        out.println("starting: simulator, controller, three edges, three agents and the distance between them");
        world.start(ready -> out.printf(Locale.ROOT, "%5.1f s  ready: %s%n", (System.nanoTime() - began) / 1e9, ready));
    }

    private static int failed(World world, String why) {
        System.err.println("the demo has failed: " + why);
        return failed(world);
    }

    private static int failed(World world) {
        System.err.println("the programs' logs are kept in " + world.keepLogs());
        return FAILED;
    }

    private static Path root() {
        return Path.of(System.getProperty("meridian.root", ""));
    }
}
