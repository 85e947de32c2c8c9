package dev.meridian.demo.story;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.demo.traffic.TrafficLog;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StoryTest {
    private final List<String> told = new ArrayList<>();

    @Test
    void aStoryOfGoodStepsIsAsExpected() throws InterruptedException {
        assertThat(story(step(() -> new Seen(true, "good")), step(() -> new Seen(true, "also good")))
                        .play())
                .isTrue();
        assertThat(told)
                .contains(
                        "step 1 of 2: something is done",
                        "  expected: that it works; no request fails",
                        "  seen:     good; 0 requests served, 0 failed",
                        "  as expected");
        assertThat(told.getLast()).isEqualTo("story: 2 of 2 steps as expected");
    }

    @Test
    void aMissedStepDoesNotStopTheOthers() throws InterruptedException {
        Step bad = step(() -> new Seen(false, "bad"));
        Step breaking = step(() -> {
            throw new IllegalStateException("no answer");
        });
        assertThat(story(bad, breaking, step(() -> new Seen(true, "good"))).play())
                .isFalse();
        assertThat(told).contains("  MISSED");
        assertThat(told).anyMatch(line -> line.contains("NOT AS EXPECTED: no answer"));
        assertThat(told.getLast()).isEqualTo("story: 1 of 3 steps as expected");
    }

    private Story story(Step... steps) {
        return new Story(List.of(steps), new TrafficLog(), told::add);
    }

    private interface Playing {
        Seen play();
    }

    private static Step step(Playing playing) {
        return new Step() {
            @Override
            public String title() {
                return "something is done";
            }

            @Override
            public String expected() {
                return "that it works";
            }

            @Override
            public Seen play() {
                return playing.play();
            }
        };
    }
}
