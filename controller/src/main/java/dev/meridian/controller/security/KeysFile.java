package dev.meridian.controller.security;

import java.io.IOException;
import java.nio.file.Path;

/** A JWK set in a file. */
record KeysFile(Path file) implements KeySource {
    @Override
    public String read() throws IOException {
        return KeySource.text(file, MAX_BYTES);
    }
}
