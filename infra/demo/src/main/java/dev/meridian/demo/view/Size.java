package dev.meridian.demo.view;

/**
 * The size of a screen in characters.
 *
 * @param rows its height
 * @param columns its width
 */
public record Size(int rows, int columns) {
    /** Room for the whole picture, for output that is no terminal. */
    public static final Size WHOLE = new Size(60, 200);
}
