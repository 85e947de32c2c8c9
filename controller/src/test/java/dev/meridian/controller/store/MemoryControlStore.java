package dev.meridian.controller.store;

import dev.meridian.routing.audit.AuditCheck;
import dev.meridian.routing.audit.AuditEntry;
import dev.meridian.routing.audit.AuditFact;
import dev.meridian.routing.decision.Decision;
import dev.meridian.routing.intent.Drain;
import dev.meridian.routing.intent.RegionIntent;
import dev.meridian.routing.region.RegionId;
import dev.meridian.routing.table.TableVersion;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A store whose disk is an object; several stores can share one. */
public final class MemoryControlStore implements ControlStore {
    /** What is left when a store is closed. */
    public static final class Disk {
        private final SortedMap<RegionId, RegionIntent> intents = new TreeMap<>();
        private final List<Drain> open = new ArrayList<>();
        private final List<AuditEntry> audit = new ArrayList<>();
        private final List<EndedDrain> ended = new ArrayList<>();
        private @Nullable Decision decision;
        private long epoch;
        private long audited;
        private boolean broken;

        /** From now on every access fails, or does not any more. */
        public synchronized void setBroken(boolean isBroken) {
            this.broken = isBroken;
        }
    }

    private final Disk disk;
    private final long epoch;

    public MemoryControlStore(Disk disk) {
        this.disk = disk;
        synchronized (disk) {
            disk.epoch++;
            this.epoch = disk.epoch;
        }
    }

    @Override
    public long epoch() {
        return epoch;
    }

    @Override
    public SortedMap<RegionId, RegionIntent> intents() {
        return read(() -> new TreeMap<>(disk.intents));
    }

    @Override
    public void putIntent(RegionId region, RegionIntent intent, AuditFact fact) {
        write(() -> {
            add(fact);
            return disk.intents.put(region, intent);
        });
    }

    @Override
    public List<Drain> openDrains() {
        return read(() -> List.copyOf(disk.open));
    }

    @Override
    public List<EndedDrain> endedDrains() {
        return read(() -> List.copyOf(disk.ended));
    }

    @Override
    public Drain addDrain(Drain drain, AuditFact fact) {
        return write(() -> disk.open.stream()
                .filter(open -> open.region().equals(drain.region()))
                .findFirst()
                .orElseGet(() -> {
                    disk.open.add(drain);
                    add(fact);
                    return drain;
                }));
    }

    @Override
    public boolean endDrain(String id, String by, Instant at, AuditFact fact) {
        return write(() -> {
            List<Drain> ending =
                    disk.open.stream().filter(drain -> drain.id().equals(id)).toList();
            ending.forEach(drain -> add(fact));
            ending.forEach(drain -> disk.ended.addFirst(new EndedDrain(drain, at, by)));
            disk.ended.sort(Comparator.comparing(EndedDrain::endedAt).reversed());
            while (disk.ended.size() > MAX_ENDED_DRAINS) {
                disk.ended.removeLast();
            }
            return disk.open.removeAll(ending);
        });
    }

    @Override
    public void audit(AuditFact fact) {
        write(() -> add(fact));
    }

    @Override
    public List<AuditEntry> auditAfter(long id, int limit) {
        return read(() -> disk.audit.stream()
                .filter(entry -> entry.id() > id)
                .limit(limit)
                .toList());
    }

    @Override
    public long cutAudit(Instant before, Instant now) {
        return write(() -> {
            List<AuditEntry> old = disk.audit.stream()
                    .limit(Math.max(0, disk.audit.size() - 1))
                    .filter(entry -> entry.fact().at().isBefore(before))
                    .toList();
            if (!old.isEmpty()) {
                add(AuditCheck.cut(now, old.getLast()));
                disk.audit.removeIf(entry -> entry.id() <= old.getLast().id());
            }
            return (long) old.size();
        });
    }

    private boolean add(AuditFact fact) {
        String previous =
                disk.audit.isEmpty() ? AuditEntry.BEGIN : disk.audit.getLast().hash();
        return disk.audit.add(AuditEntry.next(1 + disk.audited++, previous, fact));
    }

    @Override
    public @Nullable Decision latestDecision() {
        synchronized (disk) {
            return disk.decision;
        }
    }

    @Override
    public TableVersion latestVersion() {
        @Nullable Decision latest = latestDecision();
        return latest == null ? TableVersion.NONE : latest.table().version();
    }

    @Override
    public boolean saveDecision(TableVersion expected, Decision decision) {
        return write(() -> {
            boolean follows = latestVersion().equals(expected);
            disk.decision = follows ? decision : disk.decision;
            return follows;
        });
    }

    @Override
    public @Nullable String trouble() {
        synchronized (disk) {
            return disk.broken ? "the disk is broken" : null;
        }
    }

    @Override
    public boolean isUsable() {
        synchronized (disk) {
            return !disk.broken && disk.epoch == epoch;
        }
    }

    @Override
    public void close() {}

    private <T extends @Nullable Object> T write(Supplier<T> work) {
        return read(() -> {
            if (disk.epoch != epoch) {
                throw new LeadershipLost(epoch, disk.epoch);
            }
            return work.get();
        });
    }

    private <T extends @Nullable Object> T read(Supplier<T> work) {
        synchronized (disk) {
            if (disk.broken) {
                throw new StoreFailure("the disk is broken", new IOException("the disk is broken"));
            }
            return work.get();
        }
    }
}
