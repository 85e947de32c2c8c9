package dev.meridian.demo.story;

import java.io.IOException;

/** One step of the story: something is done, and what follows is compared with what should. */
interface Step {
    /** What is done, as a headline. */
    String title();

    /** What should follow. */
    String expected();

    /** Does it and watches. */
    Seen play() throws IOException, InterruptedException;
}
