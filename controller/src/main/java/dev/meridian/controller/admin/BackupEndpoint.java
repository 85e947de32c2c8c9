package dev.meridian.controller.admin;

import dev.meridian.controller.description.Described;
import dev.meridian.controller.store.SqliteControlStore;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.ReentrantLock;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Sends a copy of the whole store as it is at one moment, while it goes on being used. */
@RestController
public final class BackupEndpoint {
    private final SqliteControlStore store;

    /** One at a time: each takes as much of the disk as the store does. */
    private final ReentrantLock alone = new ReentrantLock();

    public BackupEndpoint(SqliteControlStore store) {
        this.store = store;
    }

    @Described(value = "the whole store at one moment", media = "application/vnd.sqlite3", also = 503)
    @GetMapping("/v1/backup")
    void backup(HttpServletResponse response) throws IOException {
        alone.lock();
        try {
            Path copy = store.copy();
            try {
                response.setContentType("application/vnd.sqlite3");
                response.setContentLengthLong(Files.size(copy));
                Files.copy(copy, response.getOutputStream());
            } finally {
                Files.delete(copy);
            }
        } finally {
            alone.unlock();
        }
    }
}
