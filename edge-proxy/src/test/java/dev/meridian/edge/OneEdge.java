package dev.meridian.edge;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Tests that share one edge: after each of them its books are closed, and at the end nothing has leaked. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
abstract class OneEdge {
    LeakGuard leaks;
    EdgeWorld world;

    @BeforeAll
    void startEdge(@TempDir Path folder) throws Exception {
        leaks = new LeakGuard();
        world = EdgeWorld.alone(folder);
    }

    @AfterEach
    void everyExchangeEnds() {
        world.awaitQuiet();
        world.simulator.faults().clear();
        world.simulator.log().clear();
    }

    @AfterAll
    void stopEdge() {
        world.close();
        leaks.close();
    }
}
