package dev.meridian.controller.store;

import dev.meridian.controller.settings.ConfigurationError;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/** One connection to an SQLite file, used by one thread at a time. A transaction that returned is on disk. */
final class SqliteDatabase implements AutoCloseable {
    /** How long to wait for another process that writes; a transaction of ours takes milliseconds. */
    private static final Duration BUSY_TIMEOUT = Duration.ofSeconds(5);

    /** The migrations {@code store/V1.sql} to this; {@code user_version} counts those that were applied. */
    private static final int SCHEMA_VERSION = 1;

    private final ReentrantLock lock = new ReentrantLock();
    private final Connection connection;

    private SqliteDatabase(Connection connection) {
        this.connection = connection;
    }

    /**
     * Opens the file, which is made if it is missing, and brings its schema up to date.
     *
     * @throws ConfigurationError if the file cannot be opened, is no such database, or is of a newer program
     */
    static SqliteDatabase open(Path file) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            SqliteDatabase database = new SqliteDatabase(connect(file));
            database.migrate(file);
            return database;
        } catch (IOException | SQLException e) {
            throw new ConfigurationError("the store " + file + " cannot be opened: " + e.getMessage(), e);
        }
    }

    /** Runs statements as one transaction: all of them, or none. */
    <T> T transaction(Work<T> work) {
        lock.lock();
        try {
            connection.setAutoCommit(false);
            try {
                T result = work.run(connection);
                connection.commit();
                return result;
            } finally {
                rollBackWhatIsOpen();
            }
        } catch (SQLException e) {
            throw new StoreFailure("the store failed: " + e.getMessage(), e);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            connection.close();
        } catch (SQLException e) {
            throw new StoreFailure("the store could not be closed: " + e.getMessage(), e);
        } finally {
            lock.unlock();
        }
    }

    /** After a commit nothing is open and this changes nothing. */
    private void rollBackWhatIsOpen() throws SQLException {
        if (!connection.isClosed()) {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    private static Connection connect(Path file) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
        config.enforceForeignKeys(true);
        config.setBusyTimeout(Math.toIntExact(BUSY_TIMEOUT.toMillis()));
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + file);
        return source.getConnection();
    }

    private void migrate(Path file) throws SQLException, IOException {
        int found = userVersion();
        if (found > SCHEMA_VERSION) {
            throw new ConfigurationError("the store " + file + " has schema " + found + ", this controller knows up to "
                    + SCHEMA_VERSION + "; start a newer one");
        }
        for (int version = found + 1; version <= SCHEMA_VERSION; version++) {
            apply(version, script(version));
        }
    }

    private int userVersion() throws SQLException {
        try (Statement statement = connection.createStatement();
                var rows = statement.executeQuery("PRAGMA user_version")) {
            return rows.getInt(1);
        }
    }

    private void apply(int version, String script) {
        transaction(db -> {
            try (Statement statement = db.createStatement()) {
                statement.executeUpdate(script);
                return statement.executeUpdate("PRAGMA user_version = " + version);
            }
        });
    }

    private static String script(int version) throws IOException {
        String name = "/store/V" + version + ".sql";
        try (InputStream in = SqliteDatabase.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the program lacks its file " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Statements on a connection. */
    interface Work<T> {
        T run(Connection connection) throws SQLException;
    }
}
