package dev.meridian.controller.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.routing.table.TableVersion;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class PublicationsTest {
    private final Publications publications = new Publications();

    @Test
    void edgeThatRunsTheLatestTableIsCurrent() {
        publish(1, 0);
        publish(2, 10);

        assertThat(seen(2, 500)).isEqualTo(Following.CURRENT);
    }

    @Test
    void edgeIsBehindForThirtySecondsAndThenSlow() {
        publish(1, 0);
        publish(2, 10);

        assertThat(seen(1, 40)).isEqualTo(Following.BEHIND);
        assertThat(seen(1, 41)).isEqualTo(Following.SLOW);
    }

    @Test
    void timeCountsFromTheFirstTableThatWasMissed() {
        publish(1, 0);
        publish(2, 10);
        publish(3, 35);

        assertThat(seen(1, 41)).isEqualTo(Following.SLOW);
        assertThat(seen(2, 41)).isEqualTo(Following.BEHIND);
    }

    @Test
    void edgeThatMissesThreePublicationsIsStuck() {
        publish(1, 0);
        publish(2, 10);
        publish(3, 20);
        publish(4, 30);

        assertThat(seen(1, 40)).isEqualTo(Following.BEHIND);
        assertThat(seen(1, 41)).isEqualTo(Following.STUCK);
        assertThat(seen(2, 60)).isEqualTo(Following.SLOW);
    }

    @Test
    void edgeWithATableNewerThanAnyIsStuckSinceItRefusesThose() {
        publish(5, 0);

        assertThat(seen(9, 30)).isEqualTo(Following.BEHIND);
        assertThat(seen(9, 31)).isEqualTo(Following.STUCK);
    }

    @Test
    void canaryIsBehindForThirtySecondsAfterWhatItTriesWasReplaced() {
        publish(5, 0);
        publications.triedAnother(Duration.ofSeconds(100).toNanos());

        assertThat(seen(6, 130)).isEqualTo(Following.BEHIND);
        assertThat(seen(6, 131)).isEqualTo(Following.STUCK);
    }

    @Test
    void manyTablesAtOnceDoNotMakeItForgetSince() {
        publish(1, 0);
        for (int version = 2; version < 3_000; version++) {
            publications.add(
                    new TableVersion(1, version),
                    Duration.ofMillis(version * 10L).toNanos());
        }

        assertThat(seen(1, 29)).isEqualTo(Following.BEHIND);
        assertThat(seen(1, 31)).isEqualTo(Following.STUCK);
    }

    private void publish(long version, int second) {
        publications.add(
                new TableVersion(1, version), Duration.ofSeconds(second).toNanos());
    }

    private Following seen(long version, int second) {
        return publications.of(
                new TableVersion(1, version), Duration.ofSeconds(second).toNanos());
    }
}
