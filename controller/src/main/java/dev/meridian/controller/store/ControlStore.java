package dev.meridian.controller.store;

import dev.meridian.routing.audit.AuditEntry;
import dev.meridian.routing.audit.AuditFact;
import dev.meridian.routing.decision.Decision;
import dev.meridian.routing.intent.Drain;
import dev.meridian.routing.intent.Freeze;
import dev.meridian.routing.intent.Pin;
import dev.meridian.routing.intent.RegionIntent;
import dev.meridian.routing.intent.SafetyRules;
import dev.meridian.routing.intent.Steering;
import dev.meridian.routing.region.OriginId;
import dev.meridian.routing.region.RegionId;
import dev.meridian.routing.table.TableVersion;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The durable state of an installation. Opening one begins a new epoch, which takes the leadership from whoever opened
 * it before. Thread-safe; writes are one after another.
 *
 * <p>Every method throws {@link StoreFailure} if the store cannot be read or written, and every write throws
 * {@link LeadershipLost} if a later epoch has begun. Then nothing was changed.
 *
 * <p>A change and the fact that tells of it are one write: both are there, or neither. No fact is stored of a change that was
 * not made.
 */
public interface ControlStore extends AutoCloseable {
    /** How many ended drains are kept, for people who look back. */
    int MAX_ENDED_DRAINS = 1_000;

    /** How many entries of the audit are read at once; with the longest texts some 5 MB. */
    int MAX_AUDIT_PAGE = 1_000;

    /** How long answers to changes are kept: whoever does not know what became of one asks again within hours. */
    Duration ANSWERS_ARE_KEPT = Duration.ofHours(24);

    /** How many answers are kept at most, the latest: more changes a day than people make, and some 10 MB. */
    int MAX_ANSWERS = 10_000;

    /**
     * The most UTF-8 bytes that the bodies of large ones have together, but for the latest: some dozen rollbacks of the largest
     * table. Small ones add at most {@link #MAX_ANSWERS} times {@link #SMALL_ANSWER_BYTES}.
     */
    int MAX_ANSWER_BYTES = 16 * 1024 * 1024;

    /** A smaller body is bounded by the number of answers alone, so that keeping it costs nothing more. */
    int SMALL_ANSWER_BYTES = 1024;

    /** The leadership under which this instance writes; higher than that of every instance opened before. */
    long epoch();

    /** Goes on under a new epoch, above this one and the given one: that of a table which this store has never seen. */
    void leadAbove(long other);

    /** The intents that operators have set; regions that keep the defaults are not among them. */
    SortedMap<RegionId, RegionIntent> intents();

    /** Sets a region's intent, as the fact tells. */
    void putIntent(RegionId region, RegionIntent intent, AuditFact fact);

    /** The drains that were not ended, oldest first; some may have expired. At most one of each region. */
    List<Drain> openDrains();

    /** The drains that were ended, the latest first; at most {@link #MAX_ENDED_DRAINS}. */
    List<EndedDrain> endedDrains();

    /**
     * Adds a drain, as the fact tells, unless its region has an open one.
     *
     * @return the drain that is open in the region: the given one if it was added
     */
    Drain addDrain(Drain drain, AuditFact fact);

    /**
     * Ends an open drain, as the fact tells.
     *
     * @param by who ended it, or {@link EndedDrain#BY_EXPIRY}
     * @param at from when on it does not hold
     * @return false if no open drain has this id
     */
    boolean endDrain(String id, String by, Instant at, AuditFact fact);

    /**
     * Has an open drain end at another time, as the fact tells.
     *
     * @return false if no open drain has this id
     */
    boolean extendDrain(String id, Instant expiresAt, AuditFact fact);

    /** The answer to a caller's change, if it is kept still. */
    @Nullable
    KeptAnswer answer(String who, String key, Instant now);

    /** Keeps an answer, in place of an older one of the same caller and key; those that are too old or too many are let go. */
    void keepAnswer(KeptAnswer answer);

    /**
     * Makes several changes one: all of them are stored, or none if the work throws. Others read and write before or after, so
     * the work must take no lock that somebody may hold who waits for the store.
     */
    <T> T together(Supplier<T> work);

    /** What operators hold or forbid; freeze and pins that have expired may still be among it. */
    Steering steering();

    /** Freezes the table, in place of a freeze that there is, as the fact tells. */
    void putFreeze(Freeze freeze, AuditFact fact);

    /**
     * Ends the freeze, as the fact tells.
     *
     * @return false if there is none
     */
    boolean endFreeze(AuditFact fact);

    /** Pins origins, in place of pins that they have, as the one fact tells. */
    void putPins(SortedMap<OriginId, Pin> pins, AuditFact fact);

    /**
     * Ends the pin of an origin, as the fact tells.
     *
     * @return false if it has none
     */
    boolean endPin(OriginId origin, AuditFact fact);

    /** Sets the safety rules, as the fact tells. */
    void putSafetyRules(SafetyRules rules, AuditFact fact);

    /** Keeps a table that is published; those that are too old by the bounds are let go. */
    void keepTable(KeptTable table, HistoryBounds bounds);

    /**
     * The tables that were published after a version and are kept, oldest first.
     *
     * @param limit how many at most
     */
    List<Publication> tablesAfter(TableVersion version, int limit);

    /** The kept table of a version; null if it is not kept. */
    @Nullable
    KeptTable keptTable(TableVersion version);

    /** Adds a fact to the audit that changes nothing else, such as a refusal. */
    void audit(AuditFact fact);

    /**
     * The entries of the audit whose id is higher, oldest first.
     *
     * @param limit how many at most, 1 to {@link #MAX_AUDIT_PAGE}
     */
    List<AuditEntry> auditAfter(long id, int limit);

    /**
     * Deletes the entries before the first one that is not older than a time, and adds one that says so, by which the rest still is
     * a chain. The latest entry stays. An entry whose clock was wrong takes no later one with it.
     *
     * @return how many were deleted; nothing is added where there are none
     */
    long cutAudit(Instant before, Instant now);

    /** The latest decision that was saved; null if there is none, or if it is of a version that cannot be read. */
    @Nullable
    Decision latestDecision();

    /** The version of the latest decision's table, even if the decision cannot be read; {@link TableVersion#NONE} before the first. */
    TableVersion latestVersion();

    /**
     * Saves a decision if the latest one's table still has the expected version.
     *
     * @param expected the {@link #latestVersion} that the decision follows
     * @return false if the latest is another
     */
    boolean saveDecision(TableVersion expected, Decision decision);

    /**
     * What keeps writes from being taken, or did a moment ago, as a clause such as {@code the disk is full}; null if they are
     * taken. Throws nothing.
     */
    @Nullable
    String trouble();

    /** Whether this instance can read the store and still leads. Throws nothing. */
    boolean isUsable();

    @Override
    void close();
}
