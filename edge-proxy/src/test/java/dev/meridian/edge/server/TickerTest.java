package dev.meridian.edge.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TickerTest {
    private final Ticker ticker = new Ticker();
    private final Set<Integer> seen = new HashSet<>();

    @Test
    void everyoneWhoStaysSeesTheClockWhoeverLeavesMeanwhile() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 500; round++) {
            seen.clear();
            List<Member> members = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                Member member = new Member(i);
                members.add(member);
                ticker.add(member);
            }
            members.forEach(member -> {
                if (random.nextInt(3) == 0) {
                    member.removes = members.get(random.nextInt(members.size()));
                }
            });
            ticker.sweep(1);
            members.stream()
                    .filter(member -> !member.removed)
                    .forEach(member -> assertThat(seen).as("seed %d", seed).contains(member.number));
            members.forEach(ticker::remove);
            members.forEach(ticker::remove);
            seen.clear();
            ticker.sweep(2);
            assertThat(seen).as("seed %d", seed).isEmpty();
        }
    }

    @Test
    void theFirstLookAfterAPauseDoesNotCountAndTheNextOneDoes() {
        long period = TimeUnit.MILLISECONDS.toNanos(Ticker.PERIOD_MILLIS);
        long now = System.nanoTime();
        ticker.counts(now);
        assertThat(ticker.counts(now += period)).isTrue();
        assertThat(ticker.counts(now += 40 * period)).isFalse();
        assertThat(ticker.counts(now += period)).isTrue();
        assertThat(ticker.counts(now += 3 * period)).isFalse();
        assertThat(ticker.counts(now += 3 * period))
                .as("a loop that is always late")
                .isTrue();
        assertThat(ticker.counts(now + 3 * period)).isFalse();
    }

    private final class Member extends Ticker.Ticked {
        private final int number;
        private Member removes = this;
        private boolean removed;

        Member(int number) {
            this.number = number;
        }

        @Override
        void tick(long now) {
            seen.add(number);
            if (removes != this) {
                removes.removed = true;
                ticker.remove(removes);
            }
        }
    }
}
