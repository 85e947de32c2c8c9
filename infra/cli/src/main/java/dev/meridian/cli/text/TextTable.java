package dev.meridian.cli.text;

import java.util.ArrayList;
import java.util.List;

/** Rows under a header, in columns as wide as their widest cell. Not thread-safe. */
public final class TextTable {
    private static final String GAP = "  ";

    private final List<List<String>> rows = new ArrayList<>();

    /** Starts with the header. */
    public TextTable(List<String> header) {
        rows.add(List.copyOf(header));
    }

    /** Adds a row with as many cells as the header has; empty ones show as {@code -}. */
    public TextTable row(List<String> cells) {
        if (cells.size() != rows.getFirst().size()) {
            throw new IllegalArgumentException("row has " + cells.size() + " cells, the header has "
                    + rows.getFirst().size());
        }
        rows.add(cells.stream().map(cell -> cell.isEmpty() ? "-" : cell).toList());
        return this;
    }

    /** The lines, without spaces at their ends. */
    @Override
    public String toString() {
        List<String> lines = rows.stream().map(this::line).toList();
        return String.join("\n", lines);
    }

    private String line(List<String> row) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < row.size(); column++) {
            String cell = row.get(column);
            line.append(cell).repeat(" ", width(column) - cell.length()).append(GAP);
        }
        return line.toString().stripTrailing();
    }

    private int width(int column) {
        return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
    }
}
