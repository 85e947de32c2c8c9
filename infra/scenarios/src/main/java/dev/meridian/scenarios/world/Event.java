package dev.meridian.scenarios.world;

import java.util.function.Consumer;

/** What happens in a second of a scenario. */
record Event(int second, Consumer<World> happening) {}
