package dev.meridian.edge;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The {@code meridian_*} families of some edges' metrics, or those of edges in the page that documents them. */
final class MetricsPage {
    /**
     * A family.
     *
     * @param labels their values; in documentation none where any value may come
     */
    record Family(String type, Map<String, Set<String>> labels) {
        /** What of this is not as it is documented; empty if nothing. */
        String unlike(Family documented) {
            if (!type.equals(documented.type) || !labels.keySet().equals(documented.labels.keySet())) {
                return type + labels.keySet() + " instead of " + documented.type + documented.labels.keySet();
            }
            return labels.entrySet().stream()
                    .filter(label -> !documented.allows(label.getKey(), label.getValue()))
                    .map(label -> label + " is not documented")
                    .collect(Collectors.joining(", "));
        }

        private boolean allows(String label, Set<String> values) {
            Set<String> allowed = labels.getOrDefault(label, Set.of());
            return allowed.isEmpty() || allowed.containsAll(values);
        }
    }

    private static final Pattern TYPE = Pattern.compile("# TYPE (meridian_\\w+) (\\w+)");
    private static final Pattern SAMPLE = Pattern.compile("(meridian_\\w+?)(?:_bucket|_sum|_count)?(?:\\{(.*)})? \\S+");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"([^\"]*)\"");
    private static final Pattern ROW = Pattern.compile("\\| `(meridian_edge_\\w+)` \\| (\\w+) \\| (.*?) \\|.*");
    private static final Pattern DOCUMENTED_LABEL = Pattern.compile("`(\\w+)`(.*)");

    private final Map<String, Family> families = new TreeMap<>();

    /** Reads what an edge shows. */
    void add(String scrape) {
        scrape.lines().forEach(line -> {
            Matcher type = TYPE.matcher(line);
            Matcher sample = SAMPLE.matcher(line);
            if (type.matches()) {
                families.putIfAbsent(type.group(1), new Family(type.group(2), new TreeMap<>()));
            } else if (sample.matches()) {
                addLabels(sample.group(1), sample.group(2) == null ? "" : sample.group(2));
            }
        });
    }

    Map<String, Family> families() {
        return families;
    }

    /** Reads the rows of a table whose first columns are family, type and labels. */
    static Map<String, Family> documented(String page) {
        Map<String, Family> families = new TreeMap<>();
        page.lines().map(ROW::matcher).filter(Matcher::matches).forEach(row -> {
            Map<String, Set<String>> labels = new TreeMap<>();
            for (String label : row.group(3).split(";", -1)) {
                Matcher one = DOCUMENTED_LABEL.matcher(label.strip());
                if (one.matches()) {
                    labels.put(one.group(1), values(one.group(2)));
                }
            }
            families.put(row.group(1), new Family(row.group(2), labels));
        });
        return families;
    }

    private static Set<String> values(String text) {
        return text.isBlank() ? Set.of() : Set.of(text.strip().split(", ", -1));
    }

    private void addLabels(String name, String labels) {
        Family family = families.get(name);
        if (family == null) {
            throw new IllegalStateException("a sample of " + name + " before its type");
        }
        Matcher label = LABEL.matcher(labels);
        while (label.find()) {
            if (!label.group(1).equals("le")) {
                family.labels()
                        .computeIfAbsent(label.group(1), key -> new TreeSet<>())
                        .add(label.group(2));
            }
        }
    }
}
