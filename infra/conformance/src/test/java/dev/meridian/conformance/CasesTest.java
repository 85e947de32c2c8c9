package dev.meridian.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.conformance.cases.Case;
import dev.meridian.conformance.cases.Cases;
import dev.meridian.conformance.cases.Need;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CasesTest {
    @Test
    void everyNumberHasOneCase() {
        assertThat(Cases.all())
                .extracting(Case::number)
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, Cases.COUNT).boxed().toList());
    }

    @Test
    void thirtySixCasesMeasureAnyGateway() {
        assertThat(Cases.all()).filteredOn(each -> each.need() == Need.NOTHING).hasSize(36);
    }

    @Test
    void documentationHasEveryCaseWithItsTitle() throws IOException {
        Path document = Path.of(System.getProperty("meridian.root", "../..")).resolve("docs/conformance.md");
        List<String> rows = Files.readAllLines(document).stream()
                .filter(line -> line.matches("\\| \\d+ \\|.*"))
                .toList();
        assertThat(rows)
                .containsExactlyElementsOf(Cases.all().stream()
                        .map(each -> "| %d | %s | %s |"
                                .formatted(
                                        each.number(), each.title(), each.need().words()))
                        .toList());
    }
}
