package dev.meridian.edge.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandler;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequestEncoder;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The same bytes as from Netty's own encoders, in fewer pieces. */
class OnePieceTest {
    private final List<EmbeddedChannel> all = new ArrayList<>();
    private final EmbeddedChannel ours = channel(new ResponseEncoder(() -> false));
    private final EmbeddedChannel nettys = channel(new HttpResponseEncoder());

    @AfterEach
    void release() {
        all.forEach(EmbeddedChannel::finishAndReleaseAll);
    }

    @ParameterizedTest
    @CsvSource({"0, 10, 1", "1, 10, 1", "1024, 10, 1", "4096, 10, 1", "4097, 10, 2", "100000, 10, 2", "1024, 5000, 1"})
    void wholeAnswerIsTheSameBytes(int body, int header, int pieces) {
        assertThat(write(ours, whole(200, body, header))).isEqualTo(pieces);
        write(nettys, whole(200, body, header));
        assertThat(written(ours)).isEqualTo(written(nettys));
    }

    @ParameterizedTest
    @ValueSource(ints = {204, 304, 205, 102})
    void answerThatHasNoBodyGetsNone(int status) {
        write(ours, whole(status, 20, 10), whole(200, 5, 10));
        write(nettys, whole(status, 20, 10), whole(200, 5, 10));
        assertThat(written(ours)).isEqualTo(written(nettys));
    }

    @Test
    void answerToHeadHasTheHeadersOfItsBodyOnly() {
        EmbeddedChannel head = channel(new ResponseEncoder(() -> true));
        write(head, whole(200, 20, 10));
        assertThat(written(head)).contains("content-length: 20").endsWith("\r\n\r\n");
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "9, 1", "17, 1", "4096, 1", "4097, 3", "70000, 3"})
    void chunkIsTheSameBytes(int bytes, int pieces) {
        write(ours, stream("transfer-encoding", "chunked"));
        assertThat(write(ours, new DefaultHttpContent(bytes(bytes)))).isEqualTo(pieces);
        write(ours, LastHttpContent.EMPTY_LAST_CONTENT);
        write(
                nettys,
                stream("transfer-encoding", "chunked"),
                new DefaultHttpContent(bytes(bytes)),
                LastHttpContent.EMPTY_LAST_CONTENT);
        assertThat(written(ours)).isEqualTo(written(nettys));
    }

    @Test
    void emptyPartEndsNoChunkedAnswer() {
        for (EmbeddedChannel channel : new EmbeddedChannel[] {ours, nettys}) {
            write(
                    channel,
                    stream("transfer-encoding", "chunked"),
                    new DefaultHttpContent(Unpooled.EMPTY_BUFFER),
                    new DefaultHttpContent(bytes(3)),
                    new DefaultLastHttpContent(bytes(4)));
        }
        assertThat(written(ours)).isEqualTo(written(nettys)).endsWith("\r\n3\r\nbbb\r\n4\r\nbbbb\r\n0\r\n\r\n");
    }

    @Test
    void answerWithALengthIsNotChunkedAfterOneThatWas() {
        for (EmbeddedChannel channel : new EmbeddedChannel[] {ours, nettys}) {
            write(channel, stream("transfer-encoding", "chunked"), new DefaultHttpContent(bytes(3)));
            write(channel, LastHttpContent.EMPTY_LAST_CONTENT, whole(200, 6, 1), stream("content-length", "7"));
            write(channel, new DefaultHttpContent(bytes(7)), LastHttpContent.EMPTY_LAST_CONTENT);
        }
        assertThat(written(ours)).isEqualTo(written(nettys)).endsWith("content-length: 7\r\n\r\nbbbbbbb");
    }

    @Test
    void answerOutOfTurnIsRefused() {
        write(ours, stream("transfer-encoding", "chunked"));
        assertThatThrownBy(() -> write(ours, whole(200, 6, 1)))
                .hasRootCauseMessage("unexpected message type: DefaultFullHttpResponse, state: 2");
        write(ours, LastHttpContent.EMPTY_LAST_CONTENT);
        HttpContent late = new DefaultHttpContent(bytes(3));
        assertThatThrownBy(() -> write(ours, late))
                .hasRootCauseMessage("unexpected message type: DefaultHttpContent, state: 0");
        assertThat(late.refCnt()).isZero();
    }

    @Test
    void whatCannotBeEncodedIsReleased() {
        HttpMessage broken = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1, HttpResponseStatus.OK, bytes(6), new BrokenHeaders(), EmptyHttpHeaders.INSTANCE);
        assertThatThrownBy(() -> write(ours, broken)).hasRootCauseMessage("a bug");
        assertThat(((FullHttpResponse) broken).refCnt()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "1, 1", "1024, 1", "4096, 1", "4097, 2"})
    void requestIsTheSameBytes(int body, int pieces) {
        EmbeddedChannel client = client();
        EmbeddedChannel netty = channel(new HttpRequestEncoder());
        assertThat(write(client, request(HttpMethod.POST, body))).isEqualTo(pieces);
        write(netty, request(HttpMethod.POST, body));
        assertThat(written(client)).isEqualTo(written(netty));
    }

    @Test
    void answerToHeadIsReadWithoutABodyAndTheNextWithOne() {
        EmbeddedChannel client = client();
        write(client, request(HttpMethod.HEAD, 0));
        receive(client, "HTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 200 OK\r\ncontent-length: 20\r\n\r\n");
        assertThat(client.inboundMessages())
                .filteredOn(message -> message instanceof LastHttpContent)
                .hasSize(2);
        write(client, request(HttpMethod.POST, 3));
        receive(client, "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok");
        Object last = client.inboundMessages().stream().reduce((a, b) -> b).orElseThrow();
        assertThat(((LastHttpContent) last).content().toString(StandardCharsets.US_ASCII))
                .isEqualTo("ok");
    }

    /** Cannot be read. */
    private static final class BrokenHeaders extends DefaultHttpHeaders {
        @Override
        public Iterator<Map.Entry<CharSequence, CharSequence>> iteratorCharSequence() {
            throw new IllegalStateException("a bug");
        }
    }

    private EmbeddedChannel client() {
        AnswerDecoder answers = new AnswerDecoder(new HttpDecoderConfig());
        return channel(answers, new RequestEncoder(answers));
    }

    private EmbeddedChannel channel(ChannelHandler... handlers) {
        EmbeddedChannel channel = new EmbeddedChannel(handlers);
        all.add(channel);
        return channel;
    }

    private static HttpMessage whole(int status, int body, int header) {
        HttpMessage answer =
                new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(status), bytes(body));
        answer.headers().set("content-length", body).set("x-long", "h".repeat(header));
        return answer;
    }

    private static HttpMessage stream(String name, String value) {
        HttpMessage head = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
        head.headers().set(name, value);
        return head;
    }

    private static HttpMessage request(HttpMethod method, int body) {
        HttpMessage request =
                new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, method, "/v1/chat/completions?a=b", bytes(body));
        request.headers().set("content-length", body);
        return request;
    }

    private static ByteBuf bytes(int count) {
        return Unpooled.copiedBuffer("b".repeat(count), StandardCharsets.US_ASCII);
    }

    private static void receive(EmbeddedChannel channel, String bytes) {
        channel.writeInbound(Unpooled.copiedBuffer(bytes, StandardCharsets.US_ASCII));
    }

    /** How many pieces that was. */
    private static int write(EmbeddedChannel channel, Object... messages) {
        int before = channel.outboundMessages().size();
        channel.writeOutbound(messages);
        return channel.outboundMessages().size() - before;
    }

    private static String written(EmbeddedChannel channel) {
        StringBuilder all = new StringBuilder();
        for (ByteBuf piece = channel.readOutbound(); piece != null; piece = channel.readOutbound()) {
            all.append(piece.toString(StandardCharsets.US_ASCII));
            piece.release();
        }
        return all.toString();
    }
}
