package dev.meridian.controller.store;

import dev.meridian.controller.wire.BadMessage;
import dev.meridian.controller.wire.Wire;
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
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The store in one SQLite file: write-ahead log, every commit synced to disk. */
public final class SqliteControlStore implements ControlStore {
    private static final Logger log = LoggerFactory.getLogger(SqliteControlStore.class);
    static final String FILE_NAME = "controller.db";

    private final SqliteDatabase database;
    private final Wire wire;
    private final SqliteHistory history;
    private volatile long epoch;
    private final WriteAlarm alarm = new WriteAlarm(System::nanoTime);

    private SqliteControlStore(SqliteDatabase database, Wire wire) {
        this.database = database;
        this.wire = wire;
        this.history = new SqliteHistory(wire);
        this.epoch = database.transaction(SqliteControlStore::beginEpoch);
    }

    /**
     * Opens the store of a directory, which is made if it is missing, and begins a new epoch.
     *
     * @throws dev.meridian.controller.settings.ConfigurationError if there is no usable store
     */
    public static SqliteControlStore open(Path dataDir, Wire wire) {
        return new SqliteControlStore(SqliteDatabase.open(dataDir.resolve(FILE_NAME)), wire);
    }

    @Override
    public long epoch() {
        return epoch;
    }

    @Override
    public void leadAbove(long other) {
        long before = epoch;
        try {
            lead(db -> {
                long above = Math.max(before, other) + 1;
                Sql.update(db, "UPDATE epoch SET epoch = ?", above);
                epoch = above; // before anybody else writes
                return above;
            });
        } catch (RuntimeException e) {
            epoch = before;
            throw e;
        }
    }

    @Override
    public SortedMap<RegionId, RegionIntent> intents() {
        return database.read(db -> {
            SortedMap<RegionId, RegionIntent> intents = new TreeMap<>();
            Sql.list(
                            db,
                            "SELECT region, weight, enabled FROM intent",
                            row -> Map.entry(
                                    new RegionId(row.getString(1)), new RegionIntent(row.getInt(2), row.getBoolean(3))))
                    .forEach(entry -> intents.put(entry.getKey(), entry.getValue()));
            return intents;
        });
    }

    @Override
    public void putIntent(RegionId region, RegionIntent intent, AuditFact fact) {
        write(db -> {
            Sql.update(
                    db,
                    "INSERT INTO intent (region, weight, enabled, changed_by, changed_ms) VALUES (?, ?, ?, ?, ?)"
                            + " ON CONFLICT (region) DO UPDATE SET weight = excluded.weight, enabled = excluded.enabled,"
                            + " changed_by = excluded.changed_by, changed_ms = excluded.changed_ms",
                    region.value(),
                    intent.weight(),
                    intent.enabled(),
                    fact.who(),
                    fact.at().toEpochMilli());
            return SqliteAudit.add(db, fact);
        });
    }

    @Override
    public List<Drain> openDrains() {
        return database.read(SqliteDrains::open);
    }

    @Override
    public List<EndedDrain> endedDrains() {
        return database.read(SqliteDrains::ended);
    }

    @Override
    public Drain addDrain(Drain drain, AuditFact fact) {
        return write(db -> {
            Drain open = SqliteDrains.add(db, drain);
            if (open.equals(drain)) {
                SqliteAudit.add(db, fact);
            }
            return open;
        });
    }

    @Override
    public boolean endDrain(String id, String by, Instant at, AuditFact fact) {
        return write(db -> told(db, SqliteDrains.end(db, id, by, at), fact));
    }

    @Override
    public boolean extendDrain(String id, Instant expiresAt, AuditFact fact) {
        return write(db -> told(db, SqliteDrains.extend(db, id, expiresAt), fact));
    }

    @Override
    public @Nullable KeptAnswer answer(String who, String key, Instant now) {
        // A list, since a transaction's result is never null.
        List<KeptAnswer> found = database.read(db -> SqliteAnswers.find(db, who, key, now));
        return found.isEmpty() ? null : found.getFirst();
    }

    @Override
    public void keepAnswer(KeptAnswer answer) {
        write(db -> SqliteAnswers.keep(db, answer));
    }

    @Override
    public <T> T together(Supplier<T> work) {
        return write(db -> work.get());
    }

    @Override
    public Steering steering() {
        return database.read(SqliteSteering::read);
    }

    @Override
    public void putFreeze(Freeze freeze, AuditFact fact) {
        write(db -> {
            SqliteSteering.putFreeze(db, freeze);
            return SqliteAudit.add(db, fact);
        });
    }

    @Override
    public boolean endFreeze(AuditFact fact) {
        return write(db -> told(db, SqliteSteering.endFreeze(db), fact));
    }

    @Override
    public void putPins(SortedMap<OriginId, Pin> pins, AuditFact fact) {
        write(db -> {
            for (Map.Entry<OriginId, Pin> pin : pins.entrySet()) {
                SqliteSteering.putPin(db, pin.getKey(), pin.getValue());
            }
            return SqliteAudit.add(db, fact);
        });
    }

    @Override
    public boolean endPin(OriginId origin, AuditFact fact) {
        return write(db -> told(db, SqliteSteering.endPin(db, origin), fact));
    }

    @Override
    public void putSafetyRules(SafetyRules rules, AuditFact fact) {
        write(db -> {
            SqliteSteering.putRules(db, rules);
            return SqliteAudit.add(db, fact);
        });
    }

    @Override
    public void keepTable(KeptTable table, HistoryBounds bounds) {
        write(db -> history.keep(db, table, bounds));
    }

    @Override
    public List<Publication> tablesAfter(TableVersion version, int limit) {
        return database.read(db -> history.after(db, version, limit));
    }

    @Override
    public @Nullable KeptTable keptTable(TableVersion version) {
        List<KeptTable> found = database.read(db -> history.find(db, version));
        return found.isEmpty() ? null : found.getFirst();
    }

    @Override
    public void audit(AuditFact fact) {
        write(db -> SqliteAudit.add(db, fact));
    }

    @Override
    public List<AuditEntry> auditAfter(long id, int limit) {
        return database.read(db -> SqliteAudit.after(db, id, limit));
    }

    @Override
    public long cutAudit(Instant before, Instant now) {
        return write(db -> SqliteAudit.cut(db, before, now));
    }

    @Override
    public @Nullable Decision latestDecision() {
        List<String> found = database.read(db -> Sql.list(db, "SELECT json FROM decision", row -> row.getString(1)));
        if (found.isEmpty()) {
            return null;
        }
        try {
            return wire.readDecision(found.getFirst());
        } catch (BadMessage e) {
            log.warn("the stored decision cannot be read, starting without it: {}", e.getMessage());
            return null;
        }
    }

    @Override
    public TableVersion latestVersion() {
        return database.read(SqliteControlStore::storedVersion);
    }

    @Override
    public boolean saveDecision(TableVersion expected, Decision decision) {
        TableVersion version = decision.table().version();
        String json = wire.writeDecision(decision);
        return write(db -> storedVersion(db).equals(expected)
                && Sql.update(
                                db,
                                "INSERT INTO decision (id, epoch, version, json) VALUES (1, ?, ?, ?)"
                                        + " ON CONFLICT (id) DO UPDATE SET epoch = excluded.epoch,"
                                        + " version = excluded.version, json = excluded.json",
                                version.epoch(),
                                version.version(),
                                json)
                        == 1);
    }

    @Override
    public boolean isUsable() {
        try {
            return database.read(SqliteControlStore::currentEpoch) == epoch;
        } catch (StoreFailure e) {
            log.debug("the store cannot be read", e);
            return false;
        }
    }

    @Override
    public void close() {
        database.close();
    }

    /**
     * A copy of the whole store as it is at one moment, in a new file beside it, which the caller deletes.
     *
     * @throws StoreFailure if there is no room for it; then there is no copy
     */
    public Path copy() {
        return database.copy();
    }

    @Override
    public @Nullable String trouble() {
        return alarm.trouble();
    }

    private static boolean told(Connection db, boolean done, AuditFact fact) throws SQLException {
        if (done) {
            SqliteAudit.add(db, fact);
        }
        return done;
    }

    private <T> T write(SqliteDatabase.Work<T> work) {
        try {
            T result = lead(work);
            alarm.succeeded();
            return result;
        } catch (StoreFailure e) {
            alarm.failed(e.reason());
            throw e;
        }
    }

    private <T> T lead(SqliteDatabase.Work<T> work) {
        return database.transaction(db -> {
            long current = currentEpoch(db);
            if (current != epoch) {
                throw new LeadershipLost(epoch, current);
            }
            return work.run(db);
        });
    }

    private static long beginEpoch(Connection db) throws SQLException {
        Sql.update(
                db,
                "INSERT OR IGNORE INTO meta (key, value) VALUES ('installation', ?)",
                UUID.randomUUID().toString());
        Sql.update(db, "UPDATE epoch SET epoch = epoch + 1");
        return currentEpoch(db);
    }

    private static long currentEpoch(Connection db) throws SQLException {
        return Sql.list(db, "SELECT epoch FROM epoch", row -> row.getLong(1)).getFirst();
    }

    private static TableVersion storedVersion(Connection db) throws SQLException {
        List<TableVersion> found = Sql.list(
                db, "SELECT epoch, version FROM decision", row -> new TableVersion(row.getLong(1), row.getLong(2)));
        return found.isEmpty() ? TableVersion.NONE : found.getFirst();
    }
}
