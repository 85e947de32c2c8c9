package dev.meridian.controller.store;

import dev.meridian.routing.audit.AuditCheck;
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
        private final List<KeptAnswer> answers = new ArrayList<>();
        private final List<KeptTable> tables = new ArrayList<>();
        private Steering steering = Steering.NONE;
        private @Nullable Decision decision;
        private long epoch;
        private long audited;
        private boolean broken;

        /** From now on every access fails, or does not any more. */
        public synchronized void setBroken(boolean isBroken) {
            this.broken = isBroken;
        }

        private void becomes(Disk other) {
            intents.clear();
            intents.putAll(other.intents);
            replace(open, other.open);
            replace(audit, other.audit);
            replace(ended, other.ended);
            replace(answers, other.answers);
            replace(tables, other.tables);
            steering = other.steering;
            decision = other.decision;
            audited = other.audited;
        }

        private static <T> void replace(List<T> list, List<T> by) {
            list.clear();
            list.addAll(by);
        }
    }

    private final Disk disk;
    private volatile long epoch;

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
    public void leadAbove(long other) {
        epoch = write(() -> {
            disk.epoch = Math.max(disk.epoch, other) + 1;
            return disk.epoch;
        });
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
    public boolean extendDrain(String id, Instant expiresAt, AuditFact fact) {
        return write(() -> {
            boolean known = disk.open.stream().anyMatch(drain -> drain.id().equals(id));
            disk.open.replaceAll(drain -> drain.id().equals(id) ? drain.until(expiresAt) : drain);
            return known && add(fact);
        });
    }

    @Override
    public @Nullable KeptAnswer answer(String who, String key, Instant now) {
        return read(() -> disk.answers.stream()
                .filter(kept -> kept.who().equals(who) && kept.key().equals(key))
                .filter(kept -> kept.at().plus(ANSWERS_ARE_KEPT).isAfter(now))
                .findFirst()
                .orElse(null));
    }

    @Override
    public void keepAnswer(KeptAnswer answer) {
        write(() -> {
            disk.answers.removeIf(
                    kept -> kept.who().equals(answer.who()) && kept.key().equals(answer.key()));
            disk.answers.removeIf(kept -> !kept.at().plus(ANSWERS_ARE_KEPT).isAfter(answer.at()));
            disk.answers.add(answer);
            disk.answers.sort(Comparator.comparing(KeptAnswer::at));
            while (disk.answers.size() > MAX_ANSWERS) {
                disk.answers.removeFirst();
            }
            List<KeptAnswer> large = new ArrayList<>(disk.answers.stream()
                    .filter(kept -> kept.bytes() > SMALL_ANSWER_BYTES)
                    .toList());
            while (large.size() > 1
                    && large.stream().mapToLong(KeptAnswer::bytes).sum() > MAX_ANSWER_BYTES) {
                disk.answers.remove(large.removeFirst());
            }
            return true;
        });
    }

    @Override
    public <T> T together(Supplier<T> work) {
        return write(() -> {
            Disk before = new Disk();
            before.becomes(disk);
            try {
                return work.get();
            } catch (RuntimeException e) {
                disk.becomes(before);
                throw e;
            }
        });
    }

    @Override
    public Steering steering() {
        return read(() -> disk.steering);
    }

    @Override
    public void putFreeze(Freeze freeze, AuditFact fact) {
        steer(new Steering(freeze, disk.steering.pins(), disk.steering.safety()), fact);
    }

    @Override
    public boolean endFreeze(AuditFact fact) {
        return disk.steering.freeze() != null
                && steer(new Steering(null, disk.steering.pins(), disk.steering.safety()), fact);
    }

    @Override
    public void putPins(SortedMap<OriginId, Pin> pins, AuditFact fact) {
        SortedMap<OriginId, Pin> all = new TreeMap<>(disk.steering.pins());
        all.putAll(pins);
        steer(new Steering(disk.steering.freeze(), all, disk.steering.safety()), fact);
    }

    @Override
    public boolean endPin(OriginId origin, AuditFact fact) {
        SortedMap<OriginId, Pin> all = new TreeMap<>(disk.steering.pins());
        return all.remove(origin) != null
                && steer(new Steering(disk.steering.freeze(), all, disk.steering.safety()), fact);
    }

    @Override
    public void putSafetyRules(SafetyRules rules, AuditFact fact) {
        steer(new Steering(disk.steering.freeze(), disk.steering.pins(), rules), fact);
    }

    private boolean steer(Steering steering, AuditFact fact) {
        return write(() -> {
            disk.steering = steering;
            return add(fact);
        });
    }

    @Override
    public void keepTable(KeptTable table, HistoryBounds bounds) {
        write(() -> {
            disk.tables.add(table);
            while (disk.tables.size() > bounds.tables()) {
                disk.tables.removeFirst();
            }
            return true;
        });
    }

    @Override
    public List<Publication> tablesAfter(TableVersion version, int limit) {
        return read(() -> disk.tables.stream()
                .map(KeptTable::publication)
                .filter(table -> table.version().isNewerThan(version))
                .limit(limit)
                .toList());
    }

    @Override
    public @Nullable KeptTable keptTable(TableVersion version) {
        return read(() -> disk.tables.stream()
                .filter(kept -> kept.table().version().equals(version))
                .findFirst()
                .orElse(null));
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
                    .takeWhile(entry -> entry.fact().at().isBefore(before))
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
