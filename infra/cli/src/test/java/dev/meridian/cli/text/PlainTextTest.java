package dev.meridian.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PlainTextTest {
    @Test
    void controlCharactersAreReplaced() {
        assertThat(PlainText.of("\033[2Jnone\r\n\u0000\u007f\u009b1m"))
                .isEqualTo("\uFFFD[2Jnone\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD1m");
    }

    @Test
    void whatIsPlainStays() {
        assertThat(PlainText.of("straße \u00a0 \uD83D\uDE00 東京")).isEqualTo("straße \u00a0 \uD83D\uDE00 東京");
    }

    @Test
    void tablesAreOfPlainText() {
        assertThat(new TextTable(List.of("REASON\t")).row(List.of("up\ngrade\033")))
                .hasToString("REASON\uFFFD\nup\uFFFDgrade\uFFFD");
    }
}
