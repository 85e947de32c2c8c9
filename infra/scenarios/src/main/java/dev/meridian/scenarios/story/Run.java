package dev.meridian.scenarios.story;

import dev.meridian.routing.decision.Decision;
import dev.meridian.routing.region.Health;
import dev.meridian.routing.region.RegionId;
import dev.meridian.scenarios.world.Ledger;
import dev.meridian.scenarios.world.Place;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** A world that has ended, and what can be measured of it. Times are in seconds; {@code to} is exclusive. */
public record Run(Ledger ledger) {
    /** Over so many seconds load is averaged before it is judged. */
    private static final int WINDOW = 60;

    /** What part of the requests was not served, failed or refused, in percent. */
    public double unservedPercent(int from, int to) {
        return percent(from, to, one -> one.failed() + one.shed());
    }

    /** What part of the requests was let in and failed, in percent. */
    public double failedPercent(int from, int to) {
        return percent(from, to, Ledger.Second::failed);
    }

    /** What part of the requests was refused because the table says so, in percent. */
    public double shedPercent(int from, int to) {
        return percent(from, to, Ledger.Second::shed);
    }

    /** How many requests were not served in all. */
    public double unserved() {
        return sum(0, end(), one -> one.failed() + one.shed());
    }

    /** How many requests a second were served. */
    public double servedRps(int from, int to) {
        return sum(from, to, Ledger.Second::served) / (to - from);
    }

    /** The part of all attempts that a region met, in percent. */
    public double loadPercent(RegionId region, int from, int to) {
        double all = Place.ALL.stream()
                .mapToDouble(one -> sum(from, to, second -> second.attempts(one)))
                .sum();
        return 100 * sum(from, to, second -> second.attempts(region)) / all;
    }

    /** The region's share of the tables that edges obey, in percent, mean of the seconds. */
    public double sharePercent(RegionId region, int from, int to) {
        return 100 * sum(from, to, one -> one.share(region)) / (to - from);
    }

    /** How long until a region's load has fallen to a part of what it was in the ten seconds before. */
    public double secondsToEmpty(RegionId region, int from, double part) {
        double before = sum(from - 10, from, one -> one.attempts(region)) / 10;
        for (int second = from; second < end(); second++) {
            if (seconds().get(second).attempts(region) <= before * part) {
                return second - from;
            }
        }
        return end();
    }

    /** How long until a region's share is within two points of a value. */
    public double secondsToShare(RegionId region, int from, double percent) {
        for (int second = from; second < end(); second++) {
            if (Math.abs(100 * seconds().get(second).share(region) - percent) <= 2) {
                return second - from;
            }
        }
        return end();
    }

    /** The most that a region's share gained in a time, in points. */
    public double fastestRise(RegionId region, int within, int from, int to) {
        double most = 0;
        for (int second = from + within; second < to; second++) {
            double rise = seconds().get(second).share(region)
                    - seconds().get(second - within).share(region);
            most = Math.max(most, 100 * rise);
        }
        return most;
    }

    /** How often the shares of the restless region changed direction, in moves of two points or more. */
    public double moves(int from, int to) {
        return Place.ALL.stream()
                .mapToDouble(region -> Moves.count(seconds().subList(from, to).stream()
                        .mapToDouble(one -> 100 * one.share(region))
                        .toArray()))
                .max()
                .orElse(0);
    }

    /** How far a region's share went from what it was at the start, in points. */
    public double farthestMove(RegionId region, int from, int to) {
        double was = seconds().get(from).share(region);
        return seconds().subList(from, to).stream()
                .mapToDouble(one -> 100 * Math.abs(one.share(region) - was))
                .max()
                .orElse(0);
    }

    /** How unequally the living regions are used: the mean distance from the mean, weighted by capacity, in points. */
    public double utilisationError(int from, int to) {
        double error = 0;
        int windows = 0;
        for (int start = from; start + WINDOW <= to; start += WINDOW) {
            error += Utilisation.error(seconds().subList(start, start + WINDOW));
            windows++;
        }
        return windows == 0 ? 0 : error / windows;
    }

    /** How much longer requests took than the best routing could have made them, in milliseconds. */
    public double millisOverOptimum(int from, int to) {
        double served = sum(from, to, Ledger.Second::served);
        double best = sum(from, to, one -> one.served() * one.leastMillis());
        return served == 0 ? 0 : (sum(from, to, Ledger.Second::millis) - best) / served;
    }

    /** How many decisions raised an alarm with these words. */
    public double alarms(String words) {
        return ledger.decisions().values().stream()
                .map(Decision::alarms)
                .filter(alarms -> alarms.stream().anyMatch(alarm -> alarm.contains(words)))
                .count();
    }

    /** How many attempts each request cost. */
    public double attemptsEach() {
        double attempts = Place.ALL.stream()
                .mapToDouble(one -> sum(0, end(), second -> second.attempts(one)))
                .sum();
        return attempts / sum(0, end(), Ledger.Second::arrived);
    }

    /** The most regions that were DOWN in one decision. */
    public double mostDown(int from, int to) {
        return ledger.decisions().subMap(from, to).values().stream()
                .mapToLong(decision -> decision.table().regions().values().stream()
                        .filter(route -> route.health() == Health.DOWN)
                        .count())
                .max()
                .orElse(0);
    }

    /** The end of the world. */
    public int end() {
        return seconds().size();
    }

    private double percent(int from, int to, ToDoubleFunction<Ledger.Second> of) {
        return 100 * sum(from, to, of) / Math.max(1, sum(from, to, Ledger.Second::arrived));
    }

    private double sum(int from, int to, ToDoubleFunction<Ledger.Second> of) {
        return seconds().subList(from, to).stream().mapToDouble(of).sum();
    }

    private List<Ledger.Second> seconds() {
        return ledger.seconds();
    }
}
