package dev.meridian.demo.view;

import java.util.ArrayList;
import java.util.List;

/** Breaks long lines at words. */
public final class Wrap {
    private Wrap() {}

    /**
     * The text in lines of at most that many columns, unless a word is longer; every line but the first is indented as
     * the first one is, and by two columns more.
     */
    public static List<String> at(int columns, String text) {
        String indent = " ".repeat(text.length() - text.stripLeading().length());
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder(indent);
        boolean empty = true;
        for (String word : text.strip().split(" ", -1)) {
            if (!empty && line.length() + 1 + word.length() > columns) {
                lines.add(line.toString());
                line = new StringBuilder(indent).append("  ");
                empty = true;
            }
            line.append(empty ? "" : " ").append(word);
            empty = false;
        }
        lines.add(line.toString());
        return List.copyOf(lines);
    }
}
