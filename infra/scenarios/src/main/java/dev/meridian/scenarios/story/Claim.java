package dev.meridian.scenarios.story;

import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * What must hold: a number and its bound, both included.
 *
 * @param says what the number is, with its unit
 * @param least the lower bound; negative infinity for none
 * @param most the upper bound; infinity for none
 */
public record Claim(String says, ToDoubleFunction<Run> measure, double least, double most) {
    static Claim atMost(String says, double most, ToDoubleFunction<Run> measure) {
        return new Claim(says, measure, Double.NEGATIVE_INFINITY, most);
    }

    static Claim atLeast(String says, double least, ToDoubleFunction<Run> measure) {
        return new Claim(says, measure, least, Double.POSITIVE_INFINITY);
    }

    static Claim within(String says, double least, double most, ToDoubleFunction<Run> measure) {
        return new Claim(says, measure, least, most);
    }

    /** Whether a number is within the bounds. */
    public boolean allows(double value) {
        return value >= least && value <= most;
    }

    /** The worse of two numbers: the one that is nearer to a bound, or farther beyond it. */
    public double worse(double a, double b) {
        return slack(a) <= slack(b) ? a : b;
    }

    /** The bound in words. */
    public String bound() {
        if (least == Double.NEGATIVE_INFINITY) {
            return "at most " + number(most);
        }
        return most == Double.POSITIVE_INFINITY ? "at least " + number(least) : number(least) + " to " + number(most);
    }

    private double slack(double value) {
        return Math.min(value - least, most - value);
    }

    private static String number(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : String.format(Locale.ROOT, "%.1f", value);
    }
}
