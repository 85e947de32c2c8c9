package dev.meridian.edge.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.edge.server.RequestBody.Added;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.CompositeByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RequestBodyTest {
    private final BodyBudget budget = new BodyBudget(1_000_000);

    @Test
    void partsOfAnySizeMakeTheWholeAndAreAllReleased() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        byte[] expected = new byte[400_000];
        random.nextBytes(expected);
        RequestBody body = new RequestBody(1_000_000, budget);
        List<ByteBuf> parts = new ArrayList<>();
        for (int from = 0; from < expected.length; ) {
            int size = random.nextInt(4) == 0 ? random.nextInt(20_000) : random.nextInt(200);
            int to = Math.min(expected.length, from + size);
            ByteBuf part = Unpooled.buffer().writeBytes(expected, from, to - from);
            parts.add(part);
            assertThat(body.add(part)).isEqualTo(Added.OK);
            from = to;
        }
        ByteBuf whole = body.take();
        byte[] actual = new byte[whole.readableBytes()];
        whole.readBytes(actual);
        assertThat(Arrays.equals(actual, expected)).as("seed %d", seed).isTrue();
        whole.release();
        body.free();
        assertThat(parts).allMatch(part -> part.refCnt() == 0);
        assertThat(budget.held()).isZero();
    }

    @Test
    void bodyInSingleBytesTakesFewBuffers() {
        RequestBody body = new RequestBody(1_000_000, budget);
        for (int i = 0; i < 200_000; i++) {
            body.add(Unpooled.buffer(1).writeByte(i));
        }
        ByteBuf whole = body.take();
        assertThat(whole.readableBytes()).isEqualTo(200_000);
        assertThat(((CompositeByteBuf) whole).numComponents()).isLessThan(10);
        whole.release();
    }

    @Test
    void whatDoesNotFitIsReleasedAndWhatWasHeldIsFreed() {
        RequestBody body = new RequestBody(10, budget);
        ByteBuf first = Unpooled.buffer().writeZero(8);
        ByteBuf second = Unpooled.buffer().writeZero(2);
        ByteBuf third = Unpooled.buffer().writeZero(1);
        assertThat(body.add(first)).isEqualTo(Added.OK);
        assertThat(body.add(second)).isEqualTo(Added.OK);
        assertThat(body.add(third)).isEqualTo(Added.TOO_LARGE);
        body.free();
        body.free();
        assertThat(List.of(first, second, third)).allMatch(part -> part.refCnt() == 0);
        assertThat(budget.held()).isZero();
    }

    @Test
    void allBodiesTogetherStayWithinTheBudget() {
        BodyBudget small = new BodyBudget(10);
        RequestBody one = new RequestBody(100, small);
        RequestBody other = new RequestBody(100, small);
        assertThat(one.add(Unpooled.buffer().writeZero(6))).isEqualTo(Added.OK);
        assertThat(other.add(Unpooled.buffer().writeZero(6))).isEqualTo(Added.NO_ROOM);
        one.take().release();
        assertThat(small.held())
                .as("the room is held until the request is answered")
                .isEqualTo(6);
        one.free();
        assertThat(other.add(Unpooled.buffer().writeZero(6))).isEqualTo(Added.OK);
        other.free();
    }
}
