package dev.meridian.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EndingTest {
    private final List<String> done = new ArrayList<>();

    @Test
    void whatWasBegunLastEndsFirstAndOnce() {
        Ending ending = new Ending();
        ending.add(() -> done.add("world"));
        ending.add(() -> done.add("show"));
        ending.run();
        ending.run();
        assertThat(done).containsExactly("show", "world");
    }

    @Test
    void aPartThatFailsDoesNotKeepTheOthersFromEnding() {
        Ending ending = new Ending();
        ending.add(() -> done.add("world"));
        ending.add(() -> {
            throw new IllegalStateException("stuck");
        });
        assertThatThrownBy(ending::run).hasMessage("stuck");
        assertThat(done).containsExactly("world");
    }

    @Test
    void whatBeginsAfterTheEndEndsAtOnce() {
        Ending ending = new Ending();
        ending.run();
        ending.add(() -> done.add("late"));
        assertThat(done).containsExactly("late");
    }
}
