package dev.meridian.cli.text;

/** What somebody wrote, as a part of a line. */
public final class PlainText {
    private static final char REPLACEMENT = '\uFFFD';

    private PlainText() {}

    /** The text with a replacement in place of each control character, so that it can steer no terminal and begin no line. */
    public static String of(String text) {
        return text.chars().noneMatch(Character::isISOControl) ? text : replaced(text);
    }

    private static String replaced(String text) {
        StringBuilder plain = new StringBuilder(text);
        for (int at = 0; at < plain.length(); at++) {
            if (Character.isISOControl(plain.charAt(at))) {
                plain.setCharAt(at, REPLACEMENT);
            }
        }
        return plain.toString();
    }
}
