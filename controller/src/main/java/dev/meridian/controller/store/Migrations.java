package dev.meridian.controller.store;

import dev.meridian.controller.settings.ConfigurationError;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.sqlite.SQLiteDataSource;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** Brings a file's schema up to date, by the scripts {@code store/V*.sql}. */
final class Migrations {
    /** The latest script. Each one sets {@code user_version} to its number, which programs before Flyway look at. */
    static final int SCHEMA_VERSION = 4;

    /** A start that was killed may leave the history without the first script. */
    private static final String FOREIGN =
            "SELECT count(*) FROM sqlite_master WHERE tbl_name <> 'flyway_schema_history'";

    private Migrations() {}

    /**
     * Applies the scripts that the file lacks.
     *
     * @throws ConfigurationError if the file is of a newer program, or of another one
     */
    static void apply(SQLiteDataSource source, Path file) throws SQLException {
        requireOurs(source, file);
        try {
            Flyway.configure()
                    .dataSource(source)
                    .locations("classpath:store")
                    .failOnMissingLocations(true)
                    .baselineOnMigrate(true)
                    .baselineVersion("1")
                    .baselineDescription("made before there was a history")
                    .load()
                    .migrate();
        } catch (FlywayException e) {
            throw new ConfigurationError(
                    "the store " + file + " cannot be brought to schema " + SCHEMA_VERSION + ": " + e.getMessage(), e);
        }
    }

    /** A file is ours if it is numbered, or empty: what is neither empty nor numbered is not. */
    private static void requireOurs(SQLiteDataSource source, Path file) throws SQLException {
        try (Connection db = source.getConnection()) {
            String damage = Sql.list(db, "PRAGMA quick_check(1)", row -> row.getString(1))
                    .getFirst();
            if (!damage.equals("ok")) {
                throw new SQLiteException(damage, SQLiteErrorCode.SQLITE_CORRUPT);
            }
            int found = number(db, "PRAGMA user_version");
            if (found > SCHEMA_VERSION) {
                throw new ConfigurationError("the store " + file + " has schema " + found
                        + ", this controller knows up to " + SCHEMA_VERSION + "; start a newer one");
            }
            if (found == 0 && number(db, FOREIGN) > 0) {
                throw new ConfigurationError("the store " + file + " is a database of another program");
            }
        }
    }

    private static int number(Connection db, String sql) throws SQLException {
        return Sql.list(db, sql, row -> row.getInt(1)).getFirst();
    }
}
