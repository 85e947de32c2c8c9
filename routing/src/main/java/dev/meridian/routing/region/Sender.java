package dev.meridian.routing.region;

/**
 * Who sent a message, and which of its messages it is. Order within a sender is by boot id and sequence, never by the
 * sender's clock.
 *
 * @param name the sender's instance name, unique in its program and region (a pod or node name)
 * @param bootId new at every start of the sender
 * @param sequence counts the messages of one boot, from 1
 */
public record Sender(String name, String bootId, long sequence) {
    /** The longest boot id; a UUID has 36 characters. */
    public static final int MAX_BOOT_ID = 64;

    /** @throws IllegalArgumentException if a component is out of its range */
    public Sender {
        Names.requireToken("sender name", name, Names.MAX_SENDER);
        Names.requireToken("boot id", bootId, MAX_BOOT_ID);
        if (sequence < 1) {
            throw new IllegalArgumentException("sequence " + sequence + " must be at least 1");
        }
    }
}
