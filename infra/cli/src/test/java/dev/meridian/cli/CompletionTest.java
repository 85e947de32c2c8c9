package dev.meridian.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The script is sourced by a real bash, which is then asked what it would complete. */
class CompletionTest extends CommandLineTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "meridian re, regions replay restore",
        "meridian restore --da, --data-dir",
        "infra/bin/meridian drain '', preview start extend end list",
        "meridian drain start --em, --emergency",
        "meridian regions -o '', table json yaml",
        "meridian regions --prof, --profile",
        "meridian audit v, verify"
    })
    void bashCompletes(String typed, String expected) throws Exception {
        Path script = Files.writeString(
                folder.resolve("script"), run("completion", "bash").out());

        String[] completed = bash("""
                source %s
                COMP_WORDS=(%s); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); COMP_LINE="${COMP_WORDS[*]}"; COMP_POINT=${#COMP_LINE}
                read -ra how < <(complete -p "${COMP_WORDS[0]##*/}")
                "${how[-2]}"
                echo "${COMPREPLY[@]}"
                """.formatted(script, typed)).strip().split("\\s+");

        assertThat(completed).contains(expected.split(" "));
    }

    @Test
    void zshGetsTheScriptThatFindsOutWhoRunsIt() {
        assertThat(run("completion", "zsh").out())
                .isEqualTo(run("completion", "bash").out())
                .contains("bashcompinit");
        assertThat(run("completion", "fish").exitCode()).isEqualTo(2);
    }

    private static String bash(String script) throws IOException, InterruptedException {
        Process bash = new ProcessBuilder("bash", "--norc", "-c", script)
                .redirectErrorStream(true)
                .start();
        String printed = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(bash.waitFor()).as(printed).isZero();
        return printed;
    }
}
