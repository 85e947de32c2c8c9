package dev.meridian.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meridian.conformance.cases.Case;
import dev.meridian.conformance.cases.Cases;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptionsTest {
    @Test
    void withoutArgumentsAllCasesRunAgainstOwnEdges() {
        Options options = Options.parse(List.of());
        assertThat(options.cases()).isEqualTo(Cases.all());
        assertThat(options.target()).isNull();
    }

    @Test
    void someCasesRunInTheirOrder() {
        assertThat(Options.parse(List.of("--case", "17,4")).cases())
                .extracting(Case::number)
                .containsExactly(4, 17);
    }

    @Test
    void targetIsTakenWithoutItsPath() {
        Options options =
                Options.parse(List.of("--target=http://127.0.0.1:8080/v1", "--key", "sk-1", "--upstream-port=18070"));
        assertThat(options.target()).isEqualTo(URI.create("http://127.0.0.1:8080"));
        assertThat(options.key()).isEqualTo("sk-1");
        assertThat(options.upstreamPort()).isEqualTo(18_070);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--case 45              | case \"45\" must be a number from 1 to 44",
                "--case 4,x             | case \"x\" must be a number from 1 to 44",
                "--case                 | --case needs a value",
                "--target 127.0.0.1     | must be like http://127.0.0.1:8080",
                "--key sk-1             | --key and --upstream-port are for --target",
                "--upstream-port 0      | must be a number from 1 to 65535",
                "--fast                 | unknown argument --fast",
            })
    void wrongArgumentIsNamed(String arguments, String message) {
        assertThatThrownBy(() -> Options.parse(List.of(arguments.split(" ", -1))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }
}
