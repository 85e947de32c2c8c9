package dev.meridian.demo.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class DelayLineTest {
    private static final long SEED = 7;

    @Test
    void aParcelIsNotTakenBeforeItsDelayIsOver() throws InterruptedException {
        DelayLine line = new DelayLine(100, new Delay(Duration.ofMillis(60), SEED), System.nanoTime());
        long put = System.nanoTime();
        line.put(bytes(1));
        line.take();
        assertThat(System.nanoTime() - put).isGreaterThanOrEqualTo((long) (30e6 * (1 - Delay.JITTER)));
    }

    @Test
    void nothingArrivesBeforeTheLineOpensAndTravels() throws InterruptedException {
        long opens = System.nanoTime() + Duration.ofMillis(80).toNanos();
        DelayLine line = new DelayLine(100, new Delay(Duration.ofMillis(40), SEED), opens);
        line.put(bytes(1));
        line.take();
        assertThat(System.nanoTime() - opens).isGreaterThanOrEqualTo((long) (20e6 * (1 - Delay.JITTER)));
    }

    @Test
    void jitterNeverChangesTheOrder() throws InterruptedException {
        DelayLine line = new DelayLine(1_000_000, new Delay(Duration.ofMillis(20), SEED), System.nanoTime());
        for (int i = 0; i < 1_000; i++) {
            line.put(new Parcel.Bytes(new byte[] {(byte) (i >> 8), (byte) i}));
        }
        line.put(new Parcel.End());
        List<Integer> taken = new ArrayList<>();
        while (line.take() instanceof Parcel.Bytes(byte[] bytes)) {
            taken.add(((bytes[0] & 0xff) << 8) | (bytes[1] & 0xff));
        }
        assertThat(taken).hasSize(1_000).isSorted();
    }

    @Test
    void aFullLineMakesItsSenderWait() throws InterruptedException {
        DelayLine line = new DelayLine(10, new Delay(Duration.ZERO, SEED), System.nanoTime());
        line.put(bytes(6));
        Thread sender = Thread.ofVirtual().start(() -> put(line, bytes(6)));
        boolean endedWhileFull = sender.join(Duration.ofMillis(50));
        assertThat(endedWhileFull).isFalse();
        assertThat(line.heldBytes()).isEqualTo(6);
        line.take();
        assertThat(sender.join(Duration.ofSeconds(20))).isTrue();
        assertThat(line.heldBytes()).isEqualTo(6);
    }

    @Test
    void aParcelLargerThanTheLineTravelsAlone() throws InterruptedException {
        DelayLine line = new DelayLine(10, new Delay(Duration.ZERO, SEED), System.nanoTime());
        assertThat(line.put(bytes(50))).isTrue();
        assertThat(line.take().weight()).isEqualTo(50);
    }

    @Test
    void closingFreesASenderThatWaitsAndDropsItsParcel() throws InterruptedException {
        DelayLine line = new DelayLine(10, new Delay(Duration.ofHours(1), SEED), System.nanoTime());
        line.put(bytes(10));
        Thread sender = Thread.ofVirtual().start(() -> put(line, bytes(10)));
        line.close();
        assertThat(sender.join(Duration.ofSeconds(20))).isTrue();
        assertThat(line.take()).isInstanceOf(Parcel.Reset.class);
        assertThat(line.put(bytes(1))).isFalse();
    }

    @Test
    void delaysStayWithinTheJitterAndRepeatForASeed() {
        Delay delay = new Delay(Duration.ofMillis(140), SEED);
        Delay same = new Delay(Duration.ofMillis(140), SEED);
        for (int i = 0; i < 10_000; i++) {
            long nanos = delay.nextNanos();
            assertThat(nanos)
                    .as("seed %d", SEED)
                    .isBetween(TimeUnit.MICROSECONDS.toNanos(66_500), TimeUnit.MICROSECONDS.toNanos(73_500))
                    .isEqualTo(same.nextNanos());
        }
    }

    private static Parcel bytes(int length) {
        return new Parcel.Bytes(new byte[length]);
    }

    private static void put(DelayLine line, Parcel parcel) {
        try {
            line.put(parcel);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
