package dev.meridian.routing.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Follows a chain entry by entry, oldest first, and finds the first one that does not fit. Not thread-safe. */
public final class AuditCheck {
    /** What cuts the oldest entries off; its target names the last of these and its hash. */
    public static final String CUT = "audit.cut";

    private @Nullable AuditEntry last;
    private @Nullable String cut;
    private long count;

    /** The fact that the entries up to one, it included, are deleted. */
    public static AuditFact cut(Instant now, AuditEntry last) {
        return new AuditFact(
                now,
                "retention",
                "controller",
                CUT,
                cutAfter(last.id(), last.hash()),
                null,
                null,
                null,
                "none",
                AuditFact.Outcome.DONE,
                null);
    }

    private static String cutAfter(long id, String hash) {
        return id + " " + hash;
    }

    /** What is wrong with the next entry; null if it fits. */
    public @Nullable String add(AuditEntry entry) {
        @Nullable String wrong = complaint(entry);
        last = entry;
        count++;
        if (entry.fact().action().equals(CUT) && entry.fact().target().equals(cut)) {
            cut = null;
        }
        return wrong == null ? null : "entry " + entry.id() + " " + wrong;
    }

    /** What is wrong with the chain as a whole, after its last entry; null if nothing is. */
    public @Nullable String end() {
        return cut == null
                ? null
                : "the entries up to " + cut.split(" ", 2)[0] + " are missing, and no entry cuts them";
    }

    /** How many entries there were. */
    public long count() {
        return count;
    }

    private @Nullable String complaint(AuditEntry entry) {
        if (!entry.isIntact()) {
            return "was changed: its hash is not that of what it says";
        }
        @Nullable AuditEntry before = last;
        if (before == null) {
            return beginning(entry);
        }
        if (entry.id() != before.id() + 1) {
            return "follows " + before.id() + ": what was between is missing";
        }
        return entry.previous().equals(before.hash()) ? null : "does not follow the one before: the hashes differ";
    }

    private @Nullable String beginning(AuditEntry entry) {
        if (entry.id() == 1) {
            return entry.previous().equals(AuditEntry.BEGIN) ? null : "is the first and follows another one";
        }
        cut = cutAfter(entry.id() - 1, entry.previous());
        return null;
    }
}
