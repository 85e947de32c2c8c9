package dev.meridian.edge.usage;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnaryUsageTest {
    private static final String END = "\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":4}}";
    private static final Usage USAGE = new Usage(3, 4);

    @ParameterizedTest
    @ValueSource(ints = {0, 100, UnaryUsage.WINDOW, 100_000})
    void wholeAnswerIsReadFromItsEnd(int before) {
        ByteBuf answer = buffer("x".repeat(before) + END);
        UnaryUsage usage = new UnaryUsage("identity");
        usage.whole(answer);
        assertThat(usage.usage()).isEqualTo(USAGE);
        assertThat(answer.readableBytes()).isEqualTo(before + END.length());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 1_000, UnaryUsage.WINDOW - 1, UnaryUsage.WINDOW, UnaryUsage.WINDOW + 1})
    void answerInPartsIsReadFromItsEnd(int size) {
        String answer = "x".repeat(10_000) + END;
        UnaryUsage usage = new UnaryUsage(null);
        for (int from = 0; from < answer.length(); from += size) {
            usage.part(buffer(answer.substring(from, Math.min(answer.length(), from + size))));
        }
        assertThat(usage.usage()).isNull();
        usage.end();
        assertThat(usage.usage()).isEqualTo(USAGE);
    }

    @Test
    void compressedAnswerIsReadWithinABound() throws IOException {
        assertThat(gzip("x".repeat(9_000) + END)).isEqualTo(USAGE);
        assertThat(gzip("x".repeat(10_000_000) + END)).isNull();
    }

    @Test
    void whatCannotBeReadIsUnknown() {
        UnaryUsage brotli = new UnaryUsage("br");
        brotli.whole(buffer(END));
        assertThat(brotli.usage()).isNull();
        UnaryUsage notGzip = new UnaryUsage("gzip");
        notGzip.whole(buffer(END));
        assertThat(notGzip.usage()).isNull();
    }

    private static @Nullable Usage gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        UnaryUsage usage = new UnaryUsage("gzip");
        usage.whole(Unpooled.wrappedBuffer(bytes.toByteArray()));
        return usage.usage();
    }

    private static ByteBuf buffer(String text) {
        return Unpooled.copiedBuffer(text, StandardCharsets.UTF_8);
    }
}
