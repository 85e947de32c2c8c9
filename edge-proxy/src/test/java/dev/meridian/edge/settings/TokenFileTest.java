package dev.meridian.edge.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@SuppressWarnings("NullAway.Init")
class TokenFileTest {
    private static final int LONGEST = 4_096;

    @TempDir
    private Path folder;

    @Test
    void noFileIsNoToken() {
        assertThat(TokenFile.read("key", null)).isNull();
    }

    @Test
    void tokenIsReadWithoutTheSpaceAroundIt() throws IOException {
        assertThat(TokenFile.read("key", file(" \n!tok-en_1~\r\n\n"))).isEqualTo("!tok-en_1~");
        assertThat(TokenFile.read("key", file("x".repeat(LONGEST)))).hasSize(LONGEST);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " \n", "two words", "two\nlines", "tab\tbed", "null\0", "del\u007f", "gr\u00fcn"})
    void whatIsNoTokenIsRefusedWithoutShowingIt(String content) throws IOException {
        Path file = file(content);
        assertThatExceptionOfType(InvalidSettingException.class)
                .isThrownBy(() -> TokenFile.read("meridian.edge.peer-token-file", file))
                .withMessage("meridian.edge.peer-token-file: " + file
                        + " must hold one token of 1 to 4096 printable characters");
    }

    @Test
    void tooLongTokenIsSomeOtherFile() throws IOException {
        Path file = file("x".repeat(LONGEST + 1));
        assertThatExceptionOfType(InvalidSettingException.class)
                .isThrownBy(() -> TokenFile.readPresent("key", file))
                .withMessageContaining("1 to 4096")
                .withMessageNotContaining("xx");
    }

    @Test
    void fileThatCannotBeReadIsNamedWithTheReason() throws IOException {
        Path binary = Files.write(folder.resolve("binary"), new byte[] {'s', 'e', 'c', (byte) 0xff});
        refused(folder.resolve("missing"), "NoSuchFileException");
        refused(folder, "IOException");
        refused(binary, "MalformedInputException");
    }

    private static void refused(Path file, String reason) {
        assertThatExceptionOfType(InvalidSettingException.class)
                .isThrownBy(() -> TokenFile.read("the-key", file))
                .withMessage("the-key: " + file + " cannot be read: " + reason);
    }

    private Path file(String content) throws IOException {
        return Files.writeString(folder.resolve("token"), content);
    }
}
