package dev.meridian.edge.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestInspectorTest {
    private final RequestInspector inspector = new RequestInspector();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"model\":\"a\",\"x\":1}                      | {\"model\":\"new \\\" one\",\"x\":1}",
                "{ \"x\" : \"é🚀\" , \"model\" :  \"a\\u0062\" } | { \"x\" : \"é🚀\" , \"model\" :  \"new \\\" one\" }",
                "{\"n\":{\"model\":\"inner\"},\"model\":\"é\"}   | {\"n\":{\"model\":\"inner\"},\"model\":\"new \\\" one\"}",
            })
    void onlyTheModelsNameIsReplaced(String body, String expected) throws InvalidBodyException {
        ByteBuf bytes = Unpooled.copiedBuffer(body, StandardCharsets.UTF_8);
        ByteBuf rewritten = inspect(body).bodyFor("new \" one", bytes);
        assertThat(rewritten.toString(StandardCharsets.UTF_8)).isEqualTo(expected);
        rewritten.release();
        bytes.release();
    }

    @Test
    void fieldsThatRoutingNeedsAreRead() throws InvalidBodyException {
        ModelRequest request = inspect("{\"user\":\"u\",\"stream\":true,\"model\":\"m\",\"prompt_cache_key\":\"k\"}");
        assertThat(request.model()).isEqualTo("m");
        assertThat(request.stream()).isTrue();
        assertThat(request.affinityKey()).isEqualTo("k");
        assertThat(inspect("{\"model\":\"m\",\"user\":\"u\"}").affinityKey()).isEqualTo("u");
        assertThat(inspect("{\"model\":\"m\",\"user\":[1]}").affinityKey()).isNull();
    }

    @Test
    void bodyIsReadTheSameWhereItIsNotCopied() throws InvalidBodyException {
        String text = "\uFEFF{\"x\":\"" + "é".repeat(20_000) + "\",\"user\":\"u\",\"model\":\"m\",\"stream\":true}";
        ByteBuf body = Unpooled.compositeBuffer()
                .addComponent(true, Unpooled.copiedBuffer(text.substring(0, 15_001), StandardCharsets.UTF_8))
                .addComponent(true, Unpooled.copiedBuffer(text.substring(15_001), StandardCharsets.UTF_8));
        ModelRequest request = inspector.inspect(body);
        assertThat(request).isEqualTo(inspect(text));
        ByteBuf rewritten = request.bodyFor("n", body);
        assertThat(rewritten.toString(StandardCharsets.UTF_8)).isEqualTo(text.replace("\"m\"", "\"n\""));
        rewritten.release();
        assertThat(body.release()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"model", "user", "prompt_cache_key"})
    void textThatIsTooLongToBeReadIsRefusedByName(String field) {
        String body = "{\"" + field + "\":\"" + "a".repeat(1_000_000) + "\"}";
        assertThatThrownBy(() -> inspect(body))
                .isInstanceOf(InvalidBodyException.class)
                .hasMessage("\"" + field + "\" has more than 65536 characters, the most that are read");
        assertThatThrownBy(() -> inspector.inspect(Unpooled.copiedBuffer(body, StandardCharsets.UTF_8)))
                .hasMessageContaining(field);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\r\\nx-mine: 1", "a\\n", "\\u0000", "a\\tb", "\\u007f", "\\u0085"})
    void nameThatWouldEndAHeaderIsRefused(String name) {
        assertThatThrownBy(() -> inspect("{\"model\":\"" + name + "\"}"))
                .isInstanceOf(InvalidBodyException.class)
                .hasMessage("The model's name has a control character");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"x\":1                                  | 1",
                "\"n\":3                                  | 3",
                "\"n\":3.0e0                              | 3",
                "\"n\":1e999                              | 4096",
                "\"n\":0                                  | 1",
                "\"n\":-2                                 | 1",
                "\"n\":\"3\"                              | 1",
                "\"n\":[3]                                | 1",
                "\"n\":99999999999999999999               | 1",
                "\"n\":9999                               | 4096",
                "\"prompt\":\"a\",\"n\":2                 | 2",
                "\"prompt\":[\"a\",\"b\"],\"n\":2         | 4",
                "\"prompt\":[[1,2],[3],[4]]               | 3",
                "\"prompt\":[1,2,3]                       | 1",
                "\"prompt\":[]                            | 1",
                "\"messages\":[{\"n\":5,\"prompt\":[\"a\"]}] | 1",
            })
    void choicesAreThoseOfEachPrompt(String fields, int choices) throws InvalidBodyException {
        assertThat(inspect("{\"model\":\"m\"," + fields + "}").choices()).isEqualTo(choices);
    }

    @Test
    void nestingBombIsRefused() {
        String bomb = "{\"model\":\"m\",\"x\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}";
        assertThatExceptionOfType(InvalidBodyException.class).isThrownBy(() -> inspect(bomb));
    }

    @Test
    void otherEncodingsOfUnicodeAreRefused() {
        for (Charset charset : List.of(StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE, StandardCharsets.UTF_16)) {
            byte[] body = "{\"model\":\"a\"}".getBytes(charset);
            assertThatThrownBy(() -> inspector.inspect(body, body.length))
                    .isInstanceOf(InvalidBodyException.class)
                    .hasMessageContaining("UTF-8");
        }
    }

    @Test
    void byteOrderMarkMovesTheModelsPlace() throws InvalidBodyException {
        byte[] body = "\uFEFF{\"model\":\"a\"}".getBytes(StandardCharsets.UTF_8);
        ModelRequest request = inspector.inspect(body, body.length);
        ByteBuf rewritten = request.bodyFor("b", Unpooled.wrappedBuffer(body));
        assertThat(rewritten.toString(StandardCharsets.UTF_8)).isEqualTo("\uFEFF{\"model\":\"b\"}");
    }

    @Test
    void invalidUtf8IsRefused() {
        byte[] body = "{\"model\":\"m\",\"x\":\"?\"}".getBytes(StandardCharsets.ISO_8859_1);
        body[body.length - 3] = (byte) 0xC3;
        assertThatExceptionOfType(InvalidBodyException.class)
                .isThrownBy(() -> inspector.inspect(body, body.length))
                .withMessageContaining("not valid JSON");
    }

    @Test
    void longStringsWithinTheBodysLimitAreFine() throws InvalidBodyException {
        assertThat(inspect("{\"x\":\"" + "a".repeat(2_000_000) + "\",\"model\":\"m\"}")
                        .model())
                .isEqualTo("m");
    }

    private ModelRequest inspect(String body) throws InvalidBodyException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return inspector.inspect(bytes, bytes.length);
    }
}
