package dev.meridian.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code meridian top} at a terminal that util-linux's {@code script} makes. */
@SuppressWarnings({"NullAway.Init", "JdkObsolete"}) // two threads use the buffer
class LiveScreenTest extends CommandLineTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Path SCRIPT = Path.of("/usr/bin/script");
    private static final String ENTER = "\033[?1049h";
    private static final String LEAVE = "\033[?1049l";
    private static final String CTRL_Z = "\032";

    private final StringBuffer shown = new StringBuffer();
    private Process terminal;

    @BeforeEach
    void show() throws IOException {
        assumeThat(SCRIPT).isExecutable();
        assumeThat(Files.isDirectory(Path.of("/proc/self"))).as("Linux").isTrue();
        controller.on("GET /v1/regions", 200, REGIONS);
        controller.on("GET /v1/explain?origin=default", 200, "{\"table\": {\"epoch\": 3, \"version\": 17}}");
        controller.on("GET /v1/senders", 200, "{}");
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        String top =
                "\"" + java + "\" -cp \"$TOP_CLASSES\" dev.meridian.cli.Meridian top --every 1s; stty -a; echo ended";
        ProcessBuilder script =
                new ProcessBuilder(SCRIPT.toString(), "-qec", top, "/dev/null").redirectErrorStream(true);
        script.environment().put("TOP_CLASSES", System.getProperty("java.class.path"));
        script.environment().put("MERIDIAN_URL", controller.url());
        script.environment().remove("MERIDIAN_PROFILE");
        terminal = script.start();
        Thread.ofVirtual().start(this::read);
        await("the first screen").atMost(SOON).until(() -> shown.indexOf("table 3.17") > 0);
    }

    @AfterEach
    void end() {
        if (terminal != null) {
            terminal.descendants().forEach(ProcessHandle::destroyForcibly);
            terminal.destroyForcibly();
        }
    }

    @Test
    void qEndsItWhateverWasTypedBefore() throws Exception {
        type("xxxxxxxxx" + CTRL_Z + "q");

        assertLeft();
    }

    @Test
    void signalLeavesTheTerminalAsItWas() {
        terminal.descendants()
                .filter(process -> process.info().command().orElse("").endsWith("/java"))
                .forEach(ProcessHandle::destroy);

        assertLeft();
    }

    @Test
    void keyThatIsHeldAsksNoMoreOften() throws Exception {
        int before = controller.asked().size();
        type("x".repeat(1_000));
        await("the next screen").atMost(SOON).until(() -> controller.asked().size() > before);
        type("q");

        assertLeft();
        assertThat(controller.asked()).hasSizeLessThan(100);
    }

    private void assertLeft() {
        await("the shell goes on").atMost(SOON).until(() -> shown.indexOf("ended") > 0);
        assertThat(shown).contains(ENTER, LEAVE, " icanon", " echo", "susp = ^Z");
        assertThat(shown.substring(shown.lastIndexOf(LEAVE))).doesNotContain("table 3.17");
    }

    private void type(String keys) throws IOException {
        terminal.getOutputStream().write(keys.getBytes(StandardCharsets.US_ASCII));
        terminal.getOutputStream().flush();
    }

    private void read() {
        try (InputStream out = terminal.getInputStream()) {
            byte[] bytes = new byte[4096];
            for (int read = out.read(bytes); read >= 0; read = out.read(bytes)) {
                shown.append(new String(bytes, 0, read, StandardCharsets.UTF_8));
            }
        } catch (IOException _) {
            // The terminal has gone.
        }
    }
}
