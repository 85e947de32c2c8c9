package dev.meridian.controller.store;

import dev.meridian.routing.intent.Freeze;
import dev.meridian.routing.intent.Pin;
import dev.meridian.routing.intent.SafetyRules;
import dev.meridian.routing.intent.Steering;
import dev.meridian.routing.region.OriginId;
import dev.meridian.routing.region.RegionId;
import dev.meridian.routing.table.BasisPoints;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** The statements of the tables {@code freeze}, {@code pin}, {@code pin_share}, {@code safety} and {@code safety_together}. */
final class SqliteSteering {
    private SqliteSteering() {}

    static Steering read(Connection db) throws SQLException {
        List<Freeze> freeze = Sql.list(
                db,
                "SELECT reason, owner, expires_ms FROM freeze",
                row -> new Freeze(row.getString(1), row.getString(2), Instant.ofEpochMilli(row.getLong(3))));
        return new Steering(freeze.isEmpty() ? null : freeze.getFirst(), pins(db), rules(db));
    }

    static int putFreeze(Connection db, Freeze freeze) throws SQLException {
        return Sql.update(
                db,
                "INSERT OR REPLACE INTO freeze (id, reason, owner, expires_ms) VALUES (1, ?, ?, ?)",
                freeze.reason(),
                freeze.owner(),
                freeze.expiresAt().toEpochMilli());
    }

    static boolean endFreeze(Connection db) throws SQLException {
        return Sql.update(db, "DELETE FROM freeze") == 1;
    }

    static void putPin(Connection db, OriginId origin, Pin pin) throws SQLException {
        endPin(db, origin);
        Sql.update(
                db,
                "INSERT INTO pin (origin, reason, owner, expires_ms) VALUES (?, ?, ?, ?)",
                origin.value(),
                pin.reason(),
                pin.owner(),
                pin.expiresAt().toEpochMilli());
        for (Map.Entry<RegionId, BasisPoints> share : pin.shares().entrySet()) {
            Sql.update(
                    db,
                    "INSERT INTO pin_share (origin, region, basis_points) VALUES (?, ?, ?)",
                    origin.value(),
                    share.getKey().value(),
                    share.getValue().value());
        }
    }

    static boolean endPin(Connection db, OriginId origin) throws SQLException {
        return Sql.update(db, "DELETE FROM pin WHERE origin = ?", origin.value()) == 1;
    }

    static void putRules(Connection db, SafetyRules rules) throws SQLException {
        Sql.update(db, "INSERT OR REPLACE INTO safety (id, at_least) VALUES (1, ?)", rules.atLeast());
        Sql.update(db, "DELETE FROM safety_together");
        int number = 0;
        for (SortedSet<RegionId> together : rules.neverTogether()) {
            number++;
            for (RegionId region : together) {
                Sql.update(db, "INSERT INTO safety_together (number, region) VALUES (?, ?)", number, region.value());
            }
        }
    }

    private static SortedMap<OriginId, Pin> pins(Connection db) throws SQLException {
        Map<OriginId, SortedMap<RegionId, BasisPoints>> shares = new TreeMap<>();
        Sql.list(
                db,
                "SELECT origin, region, basis_points FROM pin_share",
                row -> shares.computeIfAbsent(new OriginId(row.getString(1)), _ -> new TreeMap<>())
                                .put(new RegionId(row.getString(2)), new BasisPoints(row.getInt(3)))
                        == null);
        SortedMap<OriginId, Pin> pins = new TreeMap<>();
        for (Map.Entry<OriginId, Pin> pin :
                Sql.list(db, "SELECT origin, reason, owner, expires_ms FROM pin", row -> pin(row, shares))) {
            pins.put(pin.getKey(), pin.getValue());
        }
        return pins;
    }

    private static Map.Entry<OriginId, Pin> pin(ResultSet row, Map<OriginId, SortedMap<RegionId, BasisPoints>> shares)
            throws SQLException {
        OriginId origin = new OriginId(row.getString(1));
        return Map.entry(
                origin,
                new Pin(
                        shares.getOrDefault(origin, new TreeMap<>()),
                        row.getString(2),
                        row.getString(3),
                        Instant.ofEpochMilli(row.getLong(4))));
    }

    private static SafetyRules rules(Connection db) throws SQLException {
        List<Integer> atLeast = Sql.list(db, "SELECT at_least FROM safety", row -> row.getInt(1));
        if (atLeast.isEmpty()) {
            return SafetyRules.DEFAULTS;
        }
        SortedMap<Integer, SortedSet<RegionId>> together = new TreeMap<>();
        Sql.list(
                db,
                "SELECT number, region FROM safety_together",
                row -> together.computeIfAbsent(row.getInt(1), _ -> new TreeSet<>())
                        .add(new RegionId(row.getString(2))));
        return new SafetyRules(atLeast.getFirst(), new ArrayList<>(together.values()));
    }
}
