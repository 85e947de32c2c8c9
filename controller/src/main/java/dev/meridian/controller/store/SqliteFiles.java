package dev.meridian.controller.store;

import dev.meridian.controller.settings.ConfigurationError;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The files that a database is made of: itself, its write-ahead log, and the index of that. */
final class SqliteFiles {
    private static final Logger log = LoggerFactory.getLogger(SqliteFiles.class);
    private static final List<String> ENDINGS = List.of("", "-wal", "-shm");

    /** What comes between the name of a database and what tells its copies apart. */
    static final String COPY = ".copy-";

    private SqliteFiles() {}

    /** Deletes the copies that were not sent before the end of the process that made them. */
    static void deleteCopies(Path database) throws IOException {
        Path folder = database.toAbsolutePath().getParent();
        try (DirectoryStream<Path> copies = Files.newDirectoryStream(folder, database.getFileName() + COPY + "*")) {
            for (Path copy : copies) {
                Files.delete(copy);
            }
        }
    }

    static void delete(Path database) throws IOException {
        for (String ending : ENDINGS) {
            Files.deleteIfExists(with(database, ending));
        }
    }

    static void deleteQuietly(Path database) {
        try {
            delete(database);
        } catch (IOException e) {
            log.warn("{} could not be deleted: {}", database, e.getMessage());
        }
    }

    /**
     * Renames a database that nobody uses.
     *
     * @return its new name; null if there is none
     * @throws ConfigurationError if a process has it open
     */
    static @Nullable Path moveAside(Path database, Instant now) throws IOException {
        if (!Files.exists(database)) {
            return null;
        }
        requireUnused(database);
        String time = now.truncatedTo(ChronoUnit.MILLIS).toString().replace(":", "");
        Path aside = with(database, ".before-" + time);
        for (String ending : ENDINGS) {
            if (Files.exists(with(database, ending))) {
                Files.move(with(database, ending), with(aside, ending), StandardCopyOption.ATOMIC_MOVE);
            }
        }
        return aside;
    }

    /** Has files and their names on disk. */
    static void sync(Path file, Path folder) throws IOException {
        for (Path each : List.of(file, folder)) {
            try (FileChannel channel = FileChannel.open(each, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    /** Only who is alone with a database can take it out of write-ahead logging; that also empties the log into it. */
    private static void requireUnused(Path database) {
        try (Connection db = DriverManager.getConnection("jdbc:sqlite:" + database)) {
            Sql.list(db, "PRAGMA journal_mode = DELETE", row -> row.getString(1));
        } catch (SQLException e) {
            String reason = Trouble.of(e);
            if (reason.equals(Trouble.BUSY)) {
                throw new ConfigurationError("a controller uses " + database + ", stop it first", e);
            }
            log.warn("the store before goes aside as it is: {}", reason);
        }
    }

    private static Path with(Path database, String ending) {
        return database.resolveSibling(database.getFileName() + ending);
    }
}
