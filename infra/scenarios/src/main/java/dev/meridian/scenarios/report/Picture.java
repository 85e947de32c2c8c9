package dev.meridian.scenarios.report;

import dev.meridian.routing.region.RegionId;
import dev.meridian.scenarios.story.Run;
import dev.meridian.scenarios.world.Ledger;
import dev.meridian.scenarios.world.Place;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** Draws a run: shares above, requests below, each point the mean of some seconds. */
final class Picture {
    private static final int WIDTH = 720;
    private static final int LEFT = 50;
    private static final int HEIGHT = 130;
    private static final int POINTS = 180;
    private static final List<String> COLOURS = List.of("#0072b2", "#d55e00", "#009e73");
    private static final String FAILED = "#cc0000";
    private static final String SHED = "#999999";

    private final long seed;
    private final List<Ledger.Second> seconds;
    private final StringBuilder svg = new StringBuilder();

    private Picture(Run run, long seed) {
        this.seed = seed;
        this.seconds = run.ledger().seconds();
    }

    static String of(Result result) {
        Picture picture = new Picture(result.run(), result.seed());
        picture.draw(result.number() + ". " + result.scenario().title());
        return picture.svg.toString();
    }

    private void draw(String title) {
        svg.append("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 ")
                .append(WIDTH + LEFT + 20)
                .append(" 400\" font-family=\"sans-serif\" font-size=\"12\">\n");
        svg.append("<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n");
        text(LEFT, 18, title, "#000000");
        frame(30, "share %", 100);
        double most = seconds.stream().mapToDouble(Ledger.Second::arrived).max().orElse(1);
        frame(200, "requests/s", most);
        for (int i = 0; i < Place.ALL.size(); i++) {
            RegionId region = Place.ALL.get(i);
            line(30, COLOURS.get(i), 100, one -> 100 * one.share(region));
            line(200, COLOURS.get(i), most, one -> one.served(region));
            text(LEFT + i * 130, 372, region.value(), COLOURS.get(i));
        }
        line(200, FAILED, most, Ledger.Second::failed);
        line(200, SHED, most, Ledger.Second::shed);
        text(LEFT + 400, 372, "failed", FAILED);
        text(LEFT + 470, 372, "refused by the table", SHED);
        text(LEFT, 392, "0 to " + seconds.size() + " s; below: served by region, seed " + seed, "#000000");
        svg.append("</svg>\n");
    }

    private void frame(int top, String what, double most) {
        svg.append(String.format(
                Locale.ROOT,
                "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"none\" stroke=\"#cccccc\"/>%n",
                LEFT,
                top,
                WIDTH,
                HEIGHT));
        text(4, top + 12, String.valueOf(Math.round(most)), "#000000");
        text(4, top + HEIGHT, "0", "#000000");
        text(LEFT + 4, top + 14, what, "#666666");
    }

    private void line(int top, String colour, double most, ToDoubleFunction<Ledger.Second> of) {
        int each = Math.max(1, seconds.size() / POINTS);
        StringBuilder points = new StringBuilder();
        for (int from = 0; from + each <= seconds.size(); from += each) {
            double mean = seconds.subList(from, from + each).stream()
                    .mapToDouble(of)
                    .average()
                    .orElse(0);
            double x = LEFT + (double) WIDTH * from / seconds.size();
            double y = top + HEIGHT - HEIGHT * Math.min(1, mean / most);
            points.append(String.format(Locale.ROOT, "%.0f,%.0f ", x, y));
        }
        svg.append("<polyline fill=\"none\" stroke=\"")
                .append(colour)
                .append("\" stroke-width=\"1.5\" points=\"")
                .append(points.toString().strip())
                .append("\"/>\n");
    }

    private void text(int x, int y, String words, String colour) {
        svg.append(String.format(Locale.ROOT, "<text x=\"%d\" y=\"%d\" fill=\"%s\">%s</text>%n", x, y, colour, words));
    }
}
