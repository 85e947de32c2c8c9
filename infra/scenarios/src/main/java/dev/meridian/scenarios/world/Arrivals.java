package dev.meridian.scenarios.world;

import java.util.SplittableRandom;

/** How many requests come in a second, by Poisson's law. */
final class Arrivals {
    /** From this mean on the normal distribution is as good. */
    private static final double LARGE = 40;

    private Arrivals() {}

    static int draw(double mean, SplittableRandom random) {
        if (mean >= LARGE) {
            return Math.max(0, (int) Math.round(mean + Math.sqrt(mean) * gaussian(random)));
        }
        double limit = Math.exp(-mean);
        int count = 0;
        for (double product = random.nextDouble(); product > limit; product *= random.nextDouble()) {
            count++;
        }
        return count;
    }

    private static double gaussian(SplittableRandom random) {
        double radius = Math.sqrt(-2 * Math.log(1 - random.nextDouble()));
        return radius * Math.cos(2 * Math.PI * random.nextDouble());
    }
}
