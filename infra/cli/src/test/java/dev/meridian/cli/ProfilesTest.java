package dev.meridian.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.cli.FakeController.Asked;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProfilesTest extends CommandLineTest {
    @TempDir
    private Path home;

    @BeforeEach
    void answer() {
        controller.on("GET /v1/drains", 200, "{\"drains\": []}");
    }

    @Test
    void profileSaysWhichControllerAndWhichToken() throws IOException {
        token("prod.token", "of-prod", "rw-------");
        profiles("profiles:\n  prod: {url: \"" + controller.url() + "\", token-file: prod.token}\n");

        assertThat(run(Map.of("HOME", home.toString()), "drain", "list", "--profile", "prod")
                        .exitCode())
                .isZero();
        assertThat(run(Map.of("HOME", home.toString(), "MERIDIAN_PROFILE", "prod"), "drain", "list")
                        .exitCode())
                .isZero();
        assertThat(controller.asked())
                .extracting(Asked::authorization)
                .containsExactly("Bearer of-prod", "Bearer of-prod");
    }

    @Test
    void optionGoesBeforeEnvironmentBeforeItsProfile() throws IOException {
        token("prod.token", "of-prod", "rw-------");
        Path environments = token("other.token", "of-environment", "rw-r--r--");
        Path options = token("third.token", "of-option", "rw-r--r--");
        profiles("profiles:\n  prod: {url: \"http://127.0.0.1:1\", token-file: prod.token}\n  staging: {}\n");
        Map<String, String> environment = new HashMap<>(Map.of("HOME", home.toString(), "MERIDIAN_PROFILE", "prod"));

        assertThat(run(environment, "drain", "list").exitCode()).isEqualTo(3);
        environment.put("MERIDIAN_URL", controller.url());
        environment.put("MERIDIAN_TOKEN_FILE", environments.toString());
        run(environment, "drain", "list");
        run(environment, "drain", "list", "--token-file", options.toString());
        environment.remove("MERIDIAN_TOKEN_FILE");
        run(environment, "drain", "list", "--profile", "staging");

        assertThat(controller.asked())
                .extracting(Asked::authorization)
                .containsExactly("Bearer of-environment", "Bearer of-option", null);
    }

    @Test
    void profileOfAnOptionGoesBeforeTheEnvironment() throws IOException {
        token("prod.token", "of-prod", "rw-------");
        Path environments = token("other.token", "of-environment", "rw-r--r--");
        profiles("profiles:\n  prod: {url: \"" + controller.url() + "\", token-file: prod.token}\n");

        run(
                Map.of(
                        "HOME",
                        home.toString(),
                        "MERIDIAN_URL",
                        "http://127.0.0.1:1",
                        "MERIDIAN_TOKEN_FILE",
                        environments.toString()),
                "drain",
                "list",
                "--profile",
                "prod");

        assertThat(controller.asked()).extracting(Asked::authorization).containsExactly("Bearer of-prod");
    }

    @Test
    void tokenOfAProfileIsSentToNoOtherController() throws IOException {
        token("prod.token", "of-prod", "rw-------");
        profiles("""
                profiles:
                  prod: {url: "http://127.0.0.1:1", token-file: prod.token}
                  nowhere: {token-file: prod.token}
                """);
        Map<String, String> environment = Map.of("HOME", home.toString(), "MERIDIAN_PROFILE", "prod");
        Map<String, String> mixed = new HashMap<>(environment);
        mixed.put("MERIDIAN_URL", controller.url());

        assertThat(List.of(
                        run(environment, "drain", "list", "--profile", "prod", "--url", controller.url()),
                        run(environment, "drain", "list", "--url", controller.url()),
                        run(mixed, "drain", "list")))
                .containsOnly(new Ran(
                        2,
                        "",
                        "meridian: the token of profile \"prod\" is for the url of that profile, not for "
                                + controller.url() + "; name a token by --token-file\n"));
        assertThat(run(mixed, "drain", "list", "--profile", "nowhere").exitCode())
                .isEqualTo(2);
        assertThat(controller.asked()).isEmpty();
    }

    @Test
    void configurationFolderOfTheEnvironmentIsUsed() throws IOException {
        Path folder = Files.createDirectories(home.resolve("xdg/meridian"));
        Files.writeString(folder.resolve("profiles.yaml"), "profiles: {here: {url: \"" + controller.url() + "\"}}");

        Map<String, String> environment = Map.of(
                "HOME", "/nowhere", "XDG_CONFIG_HOME", home.resolve("xdg").toString());
        assertThat(run(environment, "drain", "list", "--profile", "here").exitCode())
                .isZero();
    }

    @ParameterizedTest
    @CsvSource({"rw-r-----", "rw----r--", "rwx--x---"})
    void tokenThatOthersCanReachIsRefusedWithWhatToDo(String mode) throws IOException {
        Path token = token("prod.token", "s3cret", mode);
        profiles("profiles:\n  prod: {url: \"" + controller.url() + "\", token-file: ~/.config/meridian/prod.token}\n");

        Ran ran = run(Map.of("HOME", home.toString()), "drain", "list", "--profile", "prod");

        assertThat(ran)
                .isEqualTo(new Ran(
                        2,
                        "",
                        "meridian: token file " + token + " is not its owner's alone; make it so: chmod 600 " + token
                                + "\n"));
        assertThat(controller.asked()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "profiles: {a: {}, b: {}} | has no profile \"prod\", it has: a, b",
                "profiles: {prod: {tokn: x}} | profile \"prod\" has the unknown key \"tokn\", known are: url, token-file",
                "profile: {} | has the unknown key \"profile\", known are: profiles",
                "profiles: {prod: {url: 7}} | profile \"prod\" must have a text as url",
                "profiles: {prod: x} | profile \"prod\" must be keys and their values, of: url, token-file",
                "[1] | must be keys and their values, of: profiles",
                "profiles: {prod | is no YAML at line 1",
                "profiles: {prod: {url: \"http://x\", token-file: none}} | does not exist",
                "profiles: {prod: {url: \"ftp://x\"}} | the controller's URL must be such as http://127.0.0.1:8090",
            })
    void whatCannotBeUsedIsNamed(String file, String complaint) throws IOException {
        profiles(file);

        Ran ran = run(Map.of("HOME", home.toString()), "regions", "--profile", "prod");

        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.err()).contains(complaint).hasLineCount(1);
    }

    @Test
    void fileThatIsMissingIsNamedOnlyWhereAProfileIsAskedFor() {
        Ran ran = run(Map.of("HOME", home.toString()), "regions", "--profile", "prod");

        assertThat(ran.err())
                .isEqualTo("meridian: profiles file " + home.resolve(".config/meridian/profiles.yaml")
                        + " does not exist\n");
        assertThat(run(Map.of("HOME", home.toString(), "MERIDIAN_URL", controller.url()), "drain", "list")
                        .exitCode())
                .isZero();
    }

    private void profiles(String yaml) throws IOException {
        Files.writeString(folder().resolve("profiles.yaml"), yaml);
    }

    private Path token(String name, String token, String mode) throws IOException {
        Path file = Files.writeString(folder().resolve(name), token + "\n");
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    }

    private Path folder() throws IOException {
        return Files.createDirectories(home.resolve(".config/meridian"));
    }
}
