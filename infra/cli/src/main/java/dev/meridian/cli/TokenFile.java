package dev.meridian.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads the bearer token. No complaint shows what the file holds. */
final class TokenFile {
    /** A token is a line; a larger file is another file. */
    private static final int MAX_BYTES = 8 * 1024;

    /** What a header field may hold, without spaces. */
    private static final Pattern TOKEN = Pattern.compile("[\\x21-\\x7e]+");

    private static final Set<PosixFilePermission> OWNERS = PosixFilePermissions.fromString("rwx------");

    private TokenFile() {}

    /** @throws UnusableOption if the file does not hold exactly one token */
    static String read(Path file) {
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw unusable(file, "has more than " + MAX_BYTES + " bytes");
            }
            String token = Files.readString(file).strip();
            if (!TOKEN.matcher(token).matches()) {
                throw unusable(file, "must hold one token and nothing else");
            }
            return token;
        } catch (NoSuchFileException e) {
            throw unusable(file, "does not exist");
        } catch (IOException e) {
            throw unusable(file, "cannot be read (" + e.getClass().getSimpleName() + ")");
        }
    }

    /**
     * Accepts a file that its owner alone can read or write.
     *
     * @throws UnusableOption with the command that makes it so
     */
    static void requirePrivate(Path file) {
        try {
            Set<PosixFilePermission> open = Files.getPosixFilePermissions(file);
            open.removeAll(OWNERS);
            if (!open.isEmpty()) {
                throw unusable(file, "is not its owner's alone; make it so: chmod 600 " + file);
            }
        } catch (UnsupportedOperationException _) {
            // This file system has no such modes; what it has instead is the owner's business.
        } catch (NoSuchFileException e) {
            throw unusable(file, "does not exist");
        } catch (IOException e) {
            throw unusable(file, "cannot be read (" + e.getClass().getSimpleName() + ")");
        }
    }

    private static UnusableOption unusable(Path file, String why) {
        return new UnusableOption("token file " + file + " " + why);
    }
}
