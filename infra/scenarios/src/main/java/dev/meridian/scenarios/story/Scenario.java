package dev.meridian.scenarios.story;

import dev.meridian.scenarios.world.Setup;
import java.util.List;
import java.util.function.Consumer;

/**
 * One scenario.
 *
 * @param name names its picture: letters, digits, hyphens
 * @param title for people
 * @param happens what happens, in full sentences
 * @param proves the mechanism that makes the claims hold
 * @param story makes it happen in a setup
 * @param off how the mechanism is switched off, in words
 * @param without switches it off in a setup
 * @param claims what must hold on every seed; without the mechanism one of them does not
 */
public record Scenario(
        String name,
        String title,
        String happens,
        String proves,
        Consumer<Setup> story,
        String off,
        Consumer<Setup> without,
        List<Claim> claims) {
    /** A setup in which it happens. */
    public Setup setup() {
        Setup setup = new Setup();
        story.accept(setup);
        return setup;
    }

    /** A setup in which it happens without its mechanism. */
    public Setup setupWithout() {
        Setup setup = setup();
        without.accept(setup);
        return setup;
    }
}
