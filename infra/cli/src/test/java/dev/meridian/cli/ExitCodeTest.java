package dev.meridian.cli;

import static dev.meridian.cli.FakeController.problem;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExitCodeTest extends CommandLineTest {
    @TempDir
    private Path folder;

    @Test
    void versionIsAskedForWithoutAController() {
        Ran ran = run("--version");

        assertThat(ran.exitCode()).isZero();
        assertThat(ran.out()).startsWith("meridian ");
        assertThat(run("-V")).isEqualTo(ran);
    }

    @Test
    void restoreIsListedAndSaysWhoDoesIt() {
        assertThat(run("--help").out()).contains("restore");
        assertThat(run("restore", "--help").out()).contains("FILE", "--data-dir=DIR");
        assertThat(run("restore", "meridian.db", "--data-dir", "data"))
                .isEqualTo(
                        new Ran(
                                2,
                                "",
                                "meridian: this program has no store: infra/bin/meridian restore, or java -jar controller.jar restore\n"));
    }

    @Test
    void refusedIsOneWithTheControllersReason() {
        controller.on("POST /v1/drains", 409, problem(409, "draining us-west-2 would leave no region"));

        assertThat(run("drain", "start", "us-west-2", "--reason", "flood"))
                .isEqualTo(new Ran(
                        1, "", "meridian: the controller refused (409): draining us-west-2 would leave no region\n"));
    }

    @Test
    void aRefusalWithoutAReasonIsStillASentence() {
        controller.on("GET /v1/table", 502, "<html>");

        assertThat(run("routes"))
                .isEqualTo(new Ran(1, "", "meridian: the controller refused (502): no reason given\n"));
    }

    @Test
    void aWrongTokenPointsAtTheOption() {
        controller.on("GET /v1/table", 401, problem(401, "a bearer token is required"));

        assertThat(run("routes").err())
                .isEqualTo("meridian: the controller refused (401): a bearer token is required"
                        + " (set --token-file, MERIDIAN_TOKEN_FILE or the profile's token-file)\n");
    }

    @Test
    void noControllerIsThree() {
        String url = controller.url();
        controller.close();

        assertThat(run("routes"))
                .isEqualTo(new Ran(3, "", "meridian: no controller at " + url + ": connection refused\n"));
    }

    @Test
    void anAnswerThatIsNotJsonIsNoControllers() {
        controller.on("GET /v1/table", 200, "<html>hello</html>");

        assertThat(run("routes"))
                .isEqualTo(new Ran(
                        3,
                        "",
                        "meridian: " + controller.url()
                                + " is not a controller: its answer to GET /v1/table is not JSON\n"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`` | meridian: a command is missing",
                "drain | meridian drain: a command is missing: preview, start, extend, end or list",
                "bogus | meridian: Unmatched argument at index 0: 'bogus'",
                "weight us-west-2 1001 | weight 1001 must be 0 to 1000",
                "weight us-west-2 -1 | weight -1 must be 0 to 1000",
                "weight us-west-2 many | 'many' is not an int",
                "weight US 1 | region \"US\" may contain only a-z, 0-9 and inner hyphens",
                "routes --origin US | origin \"US\" may contain only a-z, 0-9 and inner hyphens",
                "explain us-west-2 --origin default | give ORIGIN or --origin, not both",
                "drain start us-west-2 | Missing required option: '--reason=TEXT'",
                "drain extend us-west-2 | Missing required option: '--expires=DURATION'",
                "drain start us-west-2 --reason x --expires soon | duration \"soon\" must be a whole number and a unit",
                "regions -o xml | expected one of [table, json, yaml]",
                "regions --url ftp://example | the controller's URL must be such as http://127.0.0.1:8090",
                "regions --token-file no-such-file | token file no-such-file does not exist",
            })
    void wrongUsageIsTwoWithOneSentence(String arguments, String complaint) {
        Ran ran = run(arguments.isEmpty() ? new String[0] : arguments.split(" ", -1));

        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err()).contains(complaint).hasLineCount(1);
        assertThat(controller.asked()).isEmpty();
    }

    @Test
    void helpIsNoError() {
        assertThat(run("--help").exitCode()).isZero();
        assertThat(run("--help").out())
                .contains("regions", "drain", "Exit codes:", "4   somebody else", "5   the question");
        assertThat(run("drain", "start", "--help").out()).contains("--emergency", "--url");
    }

    @Test
    void everyCommandThatHelpListsIsThereAlone() {
        List<String> listed = run("--help")
                .out()
                .lines()
                .filter(line -> line.matches("  [a-z]+ +[A-Z].*"))
                .map(line -> line.strip().split(" ", 2)[0])
                .toList();

        assertThat(listed).hasSize(23).contains("regions", "drain", "audit", "completion");
        for (String name : listed) {
            assertThat(run(name, "--bogus").err()).startsWith("meridian " + name + ": ");
        }
    }

    @Test
    void theTokenIsSentTrimmed() throws IOException {
        controller.on("GET /v1/drains", 200, "{\"drains\": []}");
        Path token = Files.writeString(folder.resolve("token"), "s3cret\n");

        run("drain", "list", "--token-file", token.toString());
        run(Map.of("MERIDIAN_URL", controller.url(), "MERIDIAN_TOKEN_FILE", token.toString()), "drain", "list");
        run("drain", "list");

        assertThat(controller.asked())
                .extracting(FakeController.Asked::authorization)
                .containsExactly("Bearer s3cret", "Bearer s3cret", null);
    }

    @Test
    void aTokenThatIsNoneIsNotShown() throws IOException {
        Path token = Files.writeString(folder.resolve("token"), "s3cret and more");

        Ran ran = run("regions", "--token-file", token.toString());

        assertThat(ran)
                .isEqualTo(new Ran(2, "", "meridian: token file " + token + " must hold one token and nothing else\n"));
    }

    @Test
    void theOptionGoesBeforeTheEnvironment() {
        controller.on("GET /v1/drains", 200, "{\"drains\": []}");

        Ran ran = run(Map.of("MERIDIAN_URL", "http://127.0.0.1:1"), "--url", controller.url() + "/", "drain", "list");

        assertThat(ran.exitCode()).isZero();
    }
}
