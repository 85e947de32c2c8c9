package dev.meridian.controller.report;

import dev.meridian.routing.region.Sender;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a sender's sequence stands: order is by boot id and sequence.
 *
 * @param bootId the current boot
 * @param sequence the latest of it
 * @param replaced boot ids before it, which do not come back; the latest first
 */
record Boots(String bootId, long sequence, List<String> replaced) {
    /** Messages of more boots ago than this are not on their way any more. */
    private static final int REMEMBERED = 8;

    static Boots of(Sender sender) {
        return new Boots(sender.bootId(), sender.sequence(), List.of());
    }

    /** The state after a message; null if it is not newer. */
    @Nullable
    Boots after(Boots message) {
        if (message.bootId.equals(bootId)) {
            return message.sequence > sequence ? new Boots(bootId, message.sequence, replaced) : null;
        }
        if (replaced.contains(message.bootId)) {
            return null;
        }
        List<String> before = new ArrayList<>();
        before.add(bootId);
        before.addAll(replaced.subList(0, Math.min(replaced.size(), REMEMBERED - 1)));
        return new Boots(message.bootId, message.sequence, List.copyOf(before));
    }
}
