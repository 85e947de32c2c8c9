package dev.meridian.edge.settings;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A file that holds one token and nothing else. */
final class TokenFile {
    /** A longer one is some other file. */
    private static final int MAX_LENGTH = 4_096;

    private TokenFile() {}

    /**
     * The token.
     *
     * @param key the setting that names the file, for the complaint
     * @return null where no file is set
     * @throws InvalidSettingException naming setting, file and limit, never what is in the file
     */
    static @Nullable String read(String key, @Nullable Path file) {
        return file == null ? null : readPresent(key, file);
    }

    /** {@link #read} of a file that is set. */
    static String readPresent(String key, Path file) {
        try {
            return parse(key, file, Files.readAllBytes(file));
        } catch (IOException e) {
            throw unreadable(key, file, e);
        }
    }

    /** {@link #read} of what stands in a file. */
    static String parse(String key, Path file, byte[] content) {
        String token;
        try {
            token = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content))
                    .toString()
                    .strip();
        } catch (CharacterCodingException e) {
            throw unreadable(key, file, e);
        }
        if (token.isEmpty() || token.length() > MAX_LENGTH || !token.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            throw new InvalidSettingException(
                    key + ": " + file + " must hold one token of 1 to " + MAX_LENGTH + " printable characters");
        }
        return token;
    }

    private static InvalidSettingException unreadable(String key, Path file, IOException why) {
        return new InvalidSettingException(
                key + ": " + file + " cannot be read: " + why.getClass().getSimpleName(), why);
    }
}
