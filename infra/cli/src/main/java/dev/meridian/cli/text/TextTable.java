package dev.meridian.cli.text;

import java.util.ArrayList;
import java.util.List;

/** Rows of plain text under a header, in columns as wide as their widest cell. Not thread-safe. */
public final class TextTable {
    private static final String GAP = "  ";

    private final List<List<String>> rows = new ArrayList<>();

    /** Starts with the header. */
    public TextTable(List<String> header) {
        rows.add(header.stream().map(PlainText::of).toList());
    }

    /** Adds a row with as many cells as the header has; empty ones show as {@code -}. */
    public TextTable row(List<String> cells) {
        if (cells.size() != rows.getFirst().size()) {
            throw new IllegalArgumentException("row has " + cells.size() + " cells, the header has "
                    + rows.getFirst().size());
        }
        rows.add(cells.stream()
                .map(cell -> cell.isEmpty() ? "-" : PlainText.of(cell))
                .toList());
        return this;
    }

    /** The lines, without spaces at their ends. */
    @Override
    public String toString() {
        int[] widths = widths();
        List<String> lines = rows.stream().map(row -> line(row, widths)).toList();
        return String.join("\n", lines);
    }

    private static String line(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < row.size(); column++) {
            String cell = row.get(column);
            line.append(cell).repeat(" ", widths[column] - cell.length()).append(GAP);
        }
        return line.toString().stripTrailing();
    }

    private int[] widths() {
        int[] widths = new int[rows.getFirst().size()];
        for (List<String> row : rows) {
            for (int column = 0; column < widths.length; column++) {
                widths[column] = Math.max(widths[column], row.get(column).length());
            }
        }
        return widths;
    }
}
