package dev.meridian.conformance.cases;

import dev.meridian.conformance.gateway.Setup;
import dev.meridian.conformance.gateway.Stage;

/**
 * One case.
 *
 * @param number of the design's list; the four after its forty are 41 to 44
 * @param title what must hold, in one line
 * @param need what it needs
 * @param setup of the edges that it runs against
 * @param background whether it is long, and puts so little load on its stage that others can run beside it
 * @param body what it does
 */
public record Case(int number, String title, Need need, Setup setup, boolean background, Body body) {
    /** What a case does. */
    @FunctionalInterface
    public interface Body {
        /**
         * Returns if all holds.
         *
         * @throws dev.meridian.conformance.check.CaseFailed if something does not
         */
        void run(Stage stage) throws Exception;
    }

    static Case of(int number, String title, Setup setup, Body body) {
        return new Case(number, title, Need.NOTHING, setup, false, body);
    }

    Case needs(Need newNeed) {
        return new Case(number, title, newNeed, setup, background, body);
    }

    Case inBackground() {
        return new Case(number, title, need, setup, true, body);
    }
}
