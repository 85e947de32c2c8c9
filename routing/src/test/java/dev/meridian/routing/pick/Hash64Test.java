package dev.meridian.routing.pick;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.CharBuffer;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class Hash64Test {
    @Test
    void hashIsTheSameOnEveryMachine() {
        // SplitMix64's first output for seed 0 is the finalizer of the increment (Vigna's reference code).
        assertThat(Hash64.mix(Hash64.GOLDEN_RATIO)).isEqualTo(0xE220A8397B1DCDAFL);
        // FNV-1a of the empty key is its offset basis.
        assertThat(Hash64.of("")).isEqualTo(Hash64.mix(0xCBF29CE484222325L));
        assertThat(Hash64.of("a")).isEqualTo(Hash64.mix(0xAF63DC4C8601EC8CL));
    }

    @Test
    void hashDependsOnTheCharactersAlone() {
        assertThat(Hash64.of(CharBuffer.wrap("user-1"))).isEqualTo(Hash64.of("user-1"));
        assertThat(RegionPicker.hash("user-1")).isEqualTo(Hash64.of("user-1")).isNotEqualTo(Hash64.of("user-2"));
    }

    @Test
    void similarKeysDoNotCollide() {
        Set<Long> seen = new HashSet<>();
        for (int i = 0; i < 1_000_000; i++) {
            seen.add(Hash64.of("k" + i));
        }
        assertThat(seen).hasSize(1_000_000);
    }

    @Test
    void everyInputBitMovesHalfOfTheOutputBits() {
        for (int bit = 0; bit < 64; bit++) {
            long flips = 0;
            for (long i = 0; i < 1_000; i++) {
                flips += Long.bitCount(Hash64.mix(i * 77) ^ Hash64.mix(i * 77 ^ 1L << bit));
            }
            assertThat(flips / 1_000.0).isCloseTo(32, within(1.5));
        }
    }
}
