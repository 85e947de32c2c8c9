package dev.meridian.controller.store;

import dev.meridian.controller.settings.ConfigurationError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/** One connection to an SQLite file, used by one thread at a time. A transaction that returned is on disk. */
final class SqliteDatabase implements AutoCloseable {
    /** How long to wait for another process that writes; a transaction of ours takes milliseconds. */
    private static final Duration BUSY_TIMEOUT = Duration.ofSeconds(5);

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
            SQLiteDataSource source = source(file);
            Migrations.apply(source, file);
            return new SqliteDatabase(source.getConnection());
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

    private static SQLiteDataSource source(Path file) {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
        config.enforceForeignKeys(true);
        config.setBusyTimeout(Math.toIntExact(BUSY_TIMEOUT.toMillis()));
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + file);
        return source;
    }

    /** Statements on a connection. */
    interface Work<T> {
        T run(Connection connection) throws SQLException;
    }
}
