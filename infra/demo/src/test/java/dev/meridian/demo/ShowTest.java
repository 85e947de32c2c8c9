package dev.meridian.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meridian.demo.world.Jars;
import dev.meridian.demo.world.World;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShowTest {
    @TempDir
    Path root;

    @Test
    void aLiveViewThatBreaksOffGivesTheTerminalBack() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        Options options = new Options(false, Duration.ZERO, false, 1, false);
        try (World world = new World(new Jars(root, Path.of("java")));
                Show show = new Show(world, options, out)) {
            Thread.currentThread().interrupt();
            assertThatThrownBy(show::live).isInstanceOf(InterruptedException.class);
            assertThat(bytes.toString(StandardCharsets.UTF_8)).endsWith("\u001b[?25h\n");
        }
    }
}
