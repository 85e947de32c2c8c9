package dev.meridian.edge.failover;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class ErrorAnswerTest {
    private static final String TOO_LONG = "{\"error\":{\"message\":\"x\",\"code\":\"context_length_exceeded\"}}";

    @Test
    void compressedErrorIsUnderstoodAndPassedOnAsItCame() throws IOException {
        byte[] compressed = gzip(TOO_LONG);
        ErrorAnswer answer = answer("gzip");
        answer.add(Unpooled.wrappedBuffer(compressed, 0, 10));
        answer.add(Unpooled.wrappedBuffer(compressed, 10, compressed.length - 10));
        assertThat(answer.text()).asString(StandardCharsets.UTF_8).isEqualTo(TOO_LONG);
        assertThat(answer.isContextTooLong()).isTrue();
        byte[] left = new byte[compressed.length];
        answer.take().readBytes(left);
        assertThat(left).isEqualTo(compressed);
        answer.release();
    }

    @Test
    void whatCannotBeReadSaysNothing() throws IOException {
        byte[] compressed = gzip(TOO_LONG);
        for (String coding : new String[] {"br", "gzip"}) {
            ErrorAnswer answer = answer(coding);
            answer.add(Unpooled.wrappedBuffer(Arrays.copyOf(compressed, 20)));
            assertThat(answer.text()).isEmpty();
            assertThat(answer.isContextTooLong()).isFalse();
            answer.release();
        }
    }

    @Test
    void plainErrorIsRead() {
        ErrorAnswer answer = answer("identity");
        answer.add(Unpooled.copiedBuffer(TOO_LONG, StandardCharsets.UTF_8));
        assertThat(answer.isContextTooLong()).isTrue();
        answer.release();
    }

    private static ErrorAnswer answer(String coding) {
        HttpResponse head = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.BAD_REQUEST);
        head.headers().set("content-encoding", coding);
        return new ErrorAnswer(head);
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }
}
