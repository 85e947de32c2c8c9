package dev.meridian.controller.store;

import dev.meridian.controller.settings.ConfigurationError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/** One connection to an SQLite file, used by one thread at a time; a new one where a transaction cannot be rolled back. A transaction that returned is on disk. */
final class SqliteDatabase implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(SqliteDatabase.class);

    /** How long to wait for another process that writes; a transaction of ours takes milliseconds. */
    static final Duration BUSY_TIMEOUT = Duration.ofSeconds(5);

    private final ReentrantLock lock = new ReentrantLock();
    private final Path file;
    private final SQLiteDataSource source;
    private @Nullable Connection connection;
    private boolean isClosed;

    private SqliteDatabase(Path file, SQLiteDataSource source) {
        this.file = file;
        this.source = source;
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
            SqliteFiles.deleteCopies(file);
            Migrations.apply(source, file);
            return new SqliteDatabase(file, source);
        } catch (IOException | SQLException e) {
            throw new ConfigurationError("the store " + file + " cannot be opened: " + advice(e, file), e);
        }
    }

    private static String advice(Exception failure, Path file) {
        if (!(failure instanceof SQLException sql)) {
            return String.valueOf(failure.getMessage());
        }
        if (!Files.isWritable(file.toAbsolutePath().getParent())) {
            return "its folder is read-only (" + sql.getMessage() + ")";
        }
        String restore = Trouble.isDamage(sql)
                ? "; restore a backup: infra/bin/meridian restore BACKUP --data-dir "
                        + file.toAbsolutePath().getParent()
                : "";
        return Trouble.of(sql) + " (" + sql.getMessage() + ")" + restore;
    }

    /** Runs statements as one transaction: all of them, or none. Within another one they are a part of that. */
    <T> T transaction(Work<T> work) {
        return run("BEGIN IMMEDIATE", work);
    }

    /** Runs statements that only read, of one moment, whoever else writes meanwhile. */
    <T> T read(Work<T> work) {
        return run("BEGIN", work);
    }

    private <T> T run(String begin, Work<T> work) {
        lock.lock();
        try {
            boolean within = lock.getHoldCount() > 1;
            return within ? work.run(current()) : committed(current(), begin, work);
        } catch (SQLException e) {
            throw new StoreFailure(Trouble.of(e), e);
        } finally {
            lock.unlock();
        }
    }

    /** A copy in a new file beside this one. Others go on meanwhile: it has a connection of its own. */
    Path copy() {
        Path copy = file.resolveSibling(file.getFileName() + SqliteFiles.COPY + UUID.randomUUID());
        try (Connection own = source.getConnection();
                PreparedStatement statement = own.prepareStatement("VACUUM INTO ?")) {
            statement.setString(1, copy.toString());
            statement.executeUpdate();
            return copy;
        } catch (SQLException e) {
            SqliteFiles.deleteQuietly(copy);
            throw new StoreFailure(Trouble.of(e), e);
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            isClosed = true;
            if (connection != null) {
                connection.close();
            }
        } catch (SQLException e) {
            throw new StoreFailure(Trouble.of(e), e);
        } finally {
            lock.unlock();
        }
    }

    /** By statements of our own: the driver's commit also begins the next transaction, and fails where it cannot. */
    private <T> T committed(Connection db, String begin, Work<T> work) throws SQLException {
        boolean done = false;
        try {
            Sql.update(db, begin);
            T result = work.run(db);
            Sql.update(db, "COMMIT");
            done = true;
            return result;
        } finally {
            if (!done) {
                rollBack(db);
            }
        }
    }

    /** A failed transaction may have rolled back by itself. Then rolling back fails, and closing the connection makes sure. */
    private void rollBack(Connection db) {
        try {
            Sql.update(db, "ROLLBACK");
        } catch (SQLException e) {
            log.debug("the transaction is over already: {}", e.getMessage());
            abandon(db);
        }
    }

    private void abandon(Connection db) {
        connection = null;
        try {
            db.close();
        } catch (SQLException e) {
            log.warn("a failed connection of the store could not be closed: {}", e.getMessage());
        }
    }

    private Connection current() throws SQLException {
        if (isClosed) {
            throw new SQLException("the store is closed");
        }
        @Nullable Connection known = connection;
        if (known == null) {
            known = source.getConnection();
            connection = known;
        }
        return known;
    }

    private static SQLiteDataSource source(Path file) {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
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
