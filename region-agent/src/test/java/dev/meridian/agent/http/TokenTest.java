package dev.meridian.agent.http;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import dev.meridian.agent.fake.LogLines;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class TokenTest {
    private static final URI ANYWHERE = URI.create("http://127.0.0.1:9/");

    @RegisterExtension
    final LogLines lines = new LogLines(Token.class);

    @TempDir
    Path folder;

    @Test
    void fileThatGoesBadIsToldOfOnceAndItsLastTokenGoesOn() throws IOException {
        Path file = Files.writeString(folder.resolve("token"), "first-secret");
        Token token = Token.ofFile(file);
        lines.list().clear(); // whether everybody may read it
        Files.writeString(file, "two secrets");
        assertThat(shown(token)).isEqualTo("Bearer first-secret");
        assertThat(shown(token)).isEqualTo("Bearer first-secret");
        Files.delete(file);
        assertThat(shown(token)).isEqualTo("Bearer first-secret");
        assertThat(shown(token)).isEqualTo("Bearer first-secret");
        Files.writeString(file, "next-secret");
        assertThat(shown(token)).isEqualTo("Bearer next-secret");
        assertThat(shown(token)).isEqualTo("Bearer next-secret");

        assertThat(lines.list())
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly(
                        "token file " + file + " must hold one token of 1 to 4096 visible ASCII characters,"
                                + " and the last good token goes on",
                        "token file " + file + " cannot be read: NoSuchFileException, and the last good token goes on",
                        "token file " + file + " is in use again");
        assertThat(lines.list())
                .extracting(ILoggingEvent::getLevel)
                .containsExactly(Level.WARN, Level.WARN, Level.INFO);
    }

    private static String shown(Token token) {
        return token.bearer(HttpRequest.newBuilder(ANYWHERE))
                .build()
                .headers()
                .firstValue("authorization")
                .orElse("");
    }
}
