package dev.meridian.routing.decision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.routing.Seeded;
import dev.meridian.routing.policy.PolicySettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EvidenceTest {
    @ParameterizedTest
    @CsvSource({
        "10000, 10000",
        "0, 0",
        "0 10000, 5000",
        "0 0 10000, 0",
        "0 10000 10000, 10000",
        "2000 4000 6000, 4000",
        "0 2000 4000 10000, 3000",
        "0 0 0 10000 10000, 0",
    })
    void scoreIsTheMedianOfEquallyTrustedWitnesses(String scores, int median) {
        List<Witness> witnesses = new ArrayList<>();
        for (String score : scores.split(" ", -1)) {
            witnesses.add(witness(Integer.parseInt(score), 10_000));
        }
        assertThat(evidence(witnesses).score()).isEqualTo(median);
    }

    @Test
    void agingWitnessLosesItsSayGently() {
        int last = 5_000;
        for (int weight = 10_000; weight > 0; weight -= 100) {
            int score = evidence(List.of(witness(10_000, weight), witness(0, 10_000)))
                    .score();
            assertThat(last - score).isBetween(0, 100);
            last = score;
        }
        assertThat(last).isLessThan(100);
    }

    @Test
    void medianIsBetweenTheSmallestAndTheLargestInAnyOrder() {
        Seeded.cases(21, 5_000, random -> {
            List<Witness> witnesses = new ArrayList<>();
            int size = random.nextInt(1, 12);
            for (int i = 0; i < size; i++) {
                witnesses.add(witness(random.nextInt(10_001), random.nextInt(1, 10_001)));
            }
            int median = Evidence.median(witnesses);
            assertThat(median)
                    .isBetween(
                            witnesses.stream().mapToInt(Witness::score).min().orElseThrow(),
                            witnesses.stream().mapToInt(Witness::score).max().orElseThrow());
            Collections.shuffle(witnesses, new Random(random.nextLong()));
            assertThat(Evidence.median(witnesses)).isEqualTo(median);
        });
    }

    @Test
    void ejectionNeedsTwoTrustedWitnessesThatAgree() {
        assertThat(evidence(List.of(witness(0, 10_000))).agreedBad()).isFalse();
        assertThat(evidence(List.of(witness(0, 10_000), witness(2_500, 10_000))).agreedBad())
                .isFalse();
        assertThat(evidence(List.of(witness(0, 10_000), witness(2_499, 5_000))).agreedBad())
                .isTrue();
        assertThat(evidence(List.of(witness(0, 10_000), witness(0, 4_999))).agreedBad())
                .isFalse();
    }

    @Test
    void edgesThatAvoidARegionConfirmWhoFindsItBadAndNobodyElse() {
        assertThat(avoided(witness(0, 10_000))).isTrue();
        assertThat(avoided(witness(9_000, 10_000))).isFalse();
    }

    private static boolean avoided(Witness witness) {
        @Nullable Evidence evidence = Evidence.of(List.of(witness), false, true, PolicySettings.DEFAULTS);
        return evidence != null && evidence.agreedBad();
    }

    @Test
    void silenceIsNoEvidence() {
        assertThat(Evidence.of(List.of(), false, false, PolicySettings.DEFAULTS))
                .isNull();
    }

    private static Witness witness(int score, int weight) {
        return new Witness(Witness.Kind.PEER, score, weight, Duration.ZERO, "saw " + score);
    }

    private static Evidence evidence(List<Witness> witnesses) {
        @Nullable Evidence evidence = Evidence.of(witnesses, false, false, PolicySettings.DEFAULTS);
        if (evidence == null) {
            throw new AssertionError("no evidence");
        }
        return evidence;
    }
}
