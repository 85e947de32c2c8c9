package dev.meridian.edge.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UsageTextTest {
    private static final String WHOLE = """
            {"id":"c","choices":[{"message":{"content":"hi"}}],
             "usage": {"prompt_tokens": 19, "completion_tokens": 10, "total_tokens": 29,
              "prompt_tokens_details": {"cached_tokens": 7, "prompt_tokens": 1},
              "completion_tokens_details": {"reasoning_tokens": 3}}, "service_tier":"default"}""";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{\"usage\":{\"prompt_tokens\":19,\"completion_tokens\":10}} | 19 | 10",
                "{\"usage\" : {\"completion_tokens\" : 10 , \"prompt_tokens\" : 19 } } | 19 | 10",
                "{\"response\":{\"usage\":{\"input_tokens\":5,\"input_tokens_details\":{},\"output_tokens\":7}}} | 5 | 7",
                "{\"data\":[],\"usage\":{\"prompt_tokens\":8,\"total_tokens\":8}} | 8 | 0",
                "{\"usage\":{\"note\":\"} \\\" {\",\"prompt_tokens\":1,\"completion_tokens\":2}} | 1 | 2",
                "ens\":1}},\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":2}} | 1 | 2",
            })
    void usageIsFoundWhereverItStands(String text, int prompt, int completion) {
        assertThat(last(text)).isEqualTo(new Usage(prompt, completion));
    }

    @Test
    void onlyTheOuterNumbersCount() {
        assertThat(last(WHOLE)).isEqualTo(new Usage(19, 10));
    }

    @Test
    void lastOneCounts() {
        String tool = "{\"tools\":[{\"properties\":{\"usage\":{\"type\":\"string\"}}}],";
        assertThat(last(tool + "\"usage\":{\"input_tokens\":5,\"output_tokens\":7},\"usage\":{\"type\":\"x\"}}"))
                .as("what has no tokens is none")
                .isEqualTo(new Usage(5, 7));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "\"usage\"",
                "{\"usage\":null}",
                "{\"usage\":{}}",
                "{\"usage\":{\"prompt_tokens\":null}}",
                "{\"usage\":{\"prompt_tokens\":1.5}}",
                "{\"usage\":{\"prompt_tokens\":-1}}",
                "{\"usage\":{\"prompt_tokens\":99999999999999999999}}",
                "{\"usage\":{\"prompt_tokens\":12",
                "{\"usage\":{\"prompt_tokens\":12,",
                "{\"usage\":[{\"prompt_tokens\":12}]}",
                "{\"usage\":{\"details\":{\"prompt_tokens\":12}}}",
                "{\"content\":\"say \\\"usage\\\":{\\\"prompt_tokens\\\":12}\"}",
                "{\"content\":\"say \\\"usage\":{\"prompt_tokens\":12}}",
            })
    void whatIsNoUsageIsNone(String text) {
        assertThat(last(text)).isNull();
    }

    /** Whatever comes, it ends without an exception, and never reads past the length. */
    @Test
    void mutationsDoNoHarm() {
        long seed = 20_261_124;
        Random random = new Random(seed);
        byte[] whole = WHOLE.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < 20_000; i++) {
            byte[] text = whole.clone();
            for (int change = random.nextInt(4); change >= 0; change--) {
                text[random.nextInt(text.length)] = (byte) "{}[]\":,\\0 x".charAt(random.nextInt(11));
            }
            Usage usage = UsageText.last(text, random.nextInt(text.length + 1));
            assertThat(usage == null || usage.promptTokens() <= Usage.MAX_TOKENS)
                    .as("seed %d", seed)
                    .isTrue();
        }
    }

    private static @org.jspecify.annotations.Nullable Usage last(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return UsageText.last(bytes, bytes.length);
    }
}
