package dev.meridian.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class TextTableTest {
    private static final int ROWS = 100_000;

    @Test
    void columnsAreAsWideAsTheirWidestCell() {
        TextTable table = new TextTable(List.of("ID", "REASON", "WHY"))
                .row(List.of("1", "kernel upgrade", ""))
                .row(List.of("1024", "", "x"));

        assertThat(table).hasToString("""
                ID    REASON          WHY
                1     kernel upgrade  -
                1024  -               x""");
    }

    /** A year of an audit; looking at each row for each cell would take minutes. */
    @Test
    @Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void manyRowsTakeTimeByTheirNumber() {
        TextTable table = new TextTable(List.of("ID", "WHO", "REASON"));
        for (int row = 0; row < ROWS; row++) {
            table.row(List.of(String.valueOf(row), "ana", "it broke"));
        }

        assertThat(table.toString().lines()).hasSize(ROWS + 1);
    }
}
