package dev.meridian.edge.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@SuppressWarnings("NullAway.Init")
class PricesFileTest {
    @TempDir
    private Path folder;

    @Test
    void withoutAFileOnlyOutputPricesAreKnown() {
        Prices prices = PricesFile.read(null);
        assertThat(prices.of("gpt-4.1")).isEqualTo(new Price(null, 8.0));
        assertThat(prices.of("unheard-of")).isEqualTo(Price.UNKNOWN);
        assertThat(prices)
                .hasToString("USD per million tokens in/out: claude-sonnet-4.5 ?/15.0,"
                        + " deepseek-v3.2 ?/0.42, gemini-2.5-flash ?/2.5, gpt-4.1 ?/8.0");
    }

    @Test
    void fileGoesOverTheDefaults() throws Exception {
        Prices prices = read("prices: {gpt-4.1: {input: 2}, mine: {input: 0.1, output: 0}}");
        assertThat(prices.of("gpt-4.1")).isEqualTo(new Price(2.0, 8.0));
        assertThat(prices.of("mine")).isEqualTo(new Price(0.1, 0.0));
        assertThat(prices.of("deepseek-v3.2")).isEqualTo(new Price(null, 0.42));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "price: {}                             | the key \"price\" is not known, the nearest known one is \"prices\"",
                "prices: {gpt-4.1: {in: 2}}            | prices: gpt-4.1: the key \"in\" is not known",
                "prices: {gpt-4.1: {input: -1}}        | gpt-4.1: input must be a number from 0 to 100000",
                "prices: {gpt-4.1: {output: cheap}}    | gpt-4.1: output must be a number",
                "prices: {gpt-4.1: 8}                  | gpt-4.1 must be a mapping",
            })
    void wrongFileIsNamedWithItsKeyAndLimit(String text, String sentence) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("prices.yaml")
                .hasMessageContaining(sentence);
    }

    @Test
    void moreModelsThanHaveMetricsAreRefused() {
        StringBuilder text = new StringBuilder("prices:\n");
        for (int i = 0; i <= Prices.MAX_MODELS; i++) {
            text.append("  m").append(i).append(": {input: 1}\n");
        }
        assertThatThrownBy(() -> read(text.toString())).hasMessageContaining("it may have 64");
    }

    @Test
    void newVersionHoldsFromThenOnAndABadOneDoesNot() throws Exception {
        CurrentPrices current = new CurrentPrices(Prices.DEFAULT);
        Path file = Files.writeString(folder.resolve("prices.yaml"), "prices: {}");
        WatchedFile watched = PricesFile.watched(file, current);
        watched.look();
        assertThat(watched.look()).as("the version of the start").isNull();
        Files.writeString(file, "prices: {gpt-4.1: {input: 3}}");
        watched.look();
        WatchedFile.Reload good = watched.look();
        assertThat(good).isNotNull().returns(true, WatchedFile.Reload::applied);
        assertThat(current.get().of("gpt-4.1")).isEqualTo(new Price(3.0, 8.0));
        Files.write(file, "prices: {gpt-4.1: {input: x}}".getBytes(StandardCharsets.UTF_8));
        watched.look();
        assertThat(watched.look()).isNotNull().returns(false, WatchedFile.Reload::applied);
        assertThat(current.get().of("gpt-4.1")).isEqualTo(new Price(3.0, 8.0));
    }

    private Prices read(String text) throws Exception {
        return PricesFile.read(Files.writeString(folder.resolve("prices.yaml"), text));
    }
}
