package dev.meridian.scenarios.world;

import dev.meridian.routing.decision.Decision;
import dev.meridian.routing.intent.Drain;
import dev.meridian.routing.table.TableVersion;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The durable state, by the contract of the controller's store: epochs, and compare-and-set of the latest decision. */
public final class ModelStore {
    private final boolean compares;
    private final List<Drain> drains = new ArrayList<>();
    private long epoch;
    private @Nullable Decision latest;
    private boolean away;

    ModelStore(boolean compares) {
        this.compares = compares;
    }

    /** Nobody can read or write it, or they can again. */
    public void away(boolean whether) {
        away = whether;
    }

    boolean isAway() {
        return away;
    }

    /** A leadership begins, above the given one. */
    long begin(long above) {
        epoch = compares || epoch == 0 ? Math.max(epoch, above) + 1 : epoch;
        return epoch;
    }

    @Nullable
    Decision latest() {
        return latest;
    }

    List<Drain> drains() {
        return drains;
    }

    public void add(Drain drain) {
        drains.add(drain);
    }

    public void end(String drain) {
        drains.removeIf(one -> one.id().equals(drain));
    }

    /** Keeps a decision that follows the expected version; false if it does not, or another leads. */
    boolean save(long by, TableVersion expected, Decision decision) {
        TableVersion has = latest == null ? TableVersion.NONE : latest.table().version();
        if (away || (compares && (by < epoch || !has.equals(expected)))) {
            return false;
        }
        latest = decision;
        return true;
    }

    /** All that it holds, to be brought back later. */
    public Backup backup() {
        return new Backup(epoch, latest, List.copyOf(drains));
    }

    /** It holds again what it held. */
    public void restore(Backup backup) {
        epoch = backup.epoch();
        latest = backup.latest();
        drains.clear();
        drains.addAll(backup.drains());
    }

    /** What a store held at some time. */
    public record Backup(long epoch, @Nullable Decision latest, List<Drain> drains) {}
}
