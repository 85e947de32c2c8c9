package dev.meridian.scenarios.story;

/** Counts the moves of a share: from a turning point to the next one, where they are two points or more apart. */
final class Moves {
    private static final double LEAST_POINTS = 2;

    private Moves() {}

    static int count(double[] points) {
        int moves = 0;
        int direction = 0;
        double low = points[0];
        double high = points[0];
        for (double point : points) {
            low = Math.min(low, point);
            high = Math.max(high, point);
            if (direction >= 0 && high - point >= LEAST_POINTS) {
                moves++;
                direction = -1;
                low = point;
            } else if (direction <= 0 && point - low >= LEAST_POINTS) {
                moves++;
                direction = 1;
                high = point;
            } else if (direction > 0 && point == high) {
                low = point;
            } else if (direction < 0 && point == low) {
                high = point;
            }
        }
        return moves;
    }
}
