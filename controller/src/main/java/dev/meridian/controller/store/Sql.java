package dev.meridian.controller.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Statements with arguments. */
final class Sql {
    private Sql() {}

    static <T> List<T> list(Connection db, String sql, Row<T> row, Object... arguments) throws SQLException {
        List<T> found = new ArrayList<>();
        try (PreparedStatement statement = db.prepareStatement(sql)) {
            set(statement, arguments);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(row.read(rows));
                }
            }
        }
        return found;
    }

    /** How many rows were changed. */
    static int update(Connection db, String sql, @Nullable Object... arguments) throws SQLException {
        try (PreparedStatement statement = db.prepareStatement(sql)) {
            set(statement, arguments);
            return statement.executeUpdate();
        }
    }

    private static void set(PreparedStatement statement, @Nullable Object... arguments) throws SQLException {
        for (int i = 0; i < arguments.length; i++) {
            statement.setObject(i + 1, arguments[i]);
        }
    }

    /** Reads the row that a result stands on. */
    interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }
}
