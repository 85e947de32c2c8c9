package dev.meridian.edge.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class CurrentApiKeyTest {
    private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 1);
    private final CurrentApiKey key = new CurrentApiKey("sk-first", clock::get);

    @Test
    void onlyTheKeyItselfIsTakenAtFirst() {
        assertThat(shown("sk-first")).isTrue();
        assertThat(shown("sk-second")).isFalse();
        assertThat(shown("")).isFalse();
        assertThat(key.bearer()).isEqualTo("Bearer sk-first");
    }

    @Test
    void newKeyIsUsedAtOnceAndTheOneBeforeIsTakenForAWhile() {
        key.set("sk-second");
        assertThat(key.bearer()).isEqualTo("Bearer sk-second");
        assertThat(shown("sk-second")).isTrue();
        clock.addAndGet(CurrentApiKey.OVERLAP.toNanos() - 1);
        assertThat(shown("sk-first")).isTrue();
        clock.addAndGet(1);
        assertThat(shown("sk-first")).isFalse();
        assertThat(shown("sk-second")).isTrue();
    }

    @Test
    void theOneBeforeTheLastIsNotTaken() {
        key.set("sk-second");
        key.set("sk-third");
        assertThat(shown("sk-first")).isFalse();
        assertThat(shown("sk-second")).isTrue();
    }

    @Test
    void isNeverPrinted() {
        assertThat(key.toString()).doesNotContain("sk-first");
    }

    private boolean shown(String text) {
        return key.isShown(text.getBytes(StandardCharsets.UTF_8));
    }
}
