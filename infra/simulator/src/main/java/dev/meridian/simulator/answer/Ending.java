package dev.meridian.simulator.answer;

/**
 * How an answer breaks off.
 *
 * @param after the point up to which it is sent
 * @param manner what happens there
 */
public record Ending(Position after, Manner manner) {
    /** What happens to the connection when an answer breaks off. */
    public enum Manner {
        /** A clean close (FIN), whatever was still to come. */
        CLOSE,
        /** A reset (RST). */
        RESET,
        /** Nothing more is sent; the connection stays open. */
        STALL
    }
}
