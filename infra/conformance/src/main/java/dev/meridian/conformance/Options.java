package dev.meridian.conformance;

import dev.meridian.conformance.cases.Case;
import dev.meridian.conformance.cases.Cases;
import java.net.URI;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the command line asks for.
 *
 * @param numbers of the cases to run; empty means all
 * @param target the gateway to measure, without a path; null means edges that are started for it
 * @param key that clients show the target
 * @param upstreamPort where the simulator listens for the target
 * @param list print the cases and end
 * @param help print the usage and end
 */
record Options(Set<Integer> numbers, @Nullable URI target, String key, int upstreamPort, boolean list, boolean help) {
    /** Where the simulator listens for a target, and the key that it accepts, unless told otherwise: its own defaults. */
    static final int DEFAULT_UPSTREAM_PORT = 8070;

    static final String DEFAULT_KEY = "sim-key";

    static final String USAGE = """
            Usage: infra/bin/conformance [--case N,N...] [--list] [--target URL [--key KEY] [--upstream-port PORT]]

            Runs the %d cases of docs/conformance.md over real sockets, with the simulator as the upstream: against edges that
            it starts from the built jars, or with --target against any gateway.

              --case N,N...          only these cases
              --list                 say which cases there are, and end
              --target URL           measure the gateway at that address; cases that need Meridian are skipped
              --key KEY              the API key that the gateway takes from clients (%s)
              --upstream-port PORT   where the simulator listens for that gateway (%d); point the gateway there

            A line for each case, PASS, FAIL or SKIP. Ends with 0 only if every case that was run has passed; 2 on wrong usage.
            """.formatted(Cases.COUNT, DEFAULT_KEY, DEFAULT_UPSTREAM_PORT);

    Options {
        numbers = Set.copyOf(numbers);
    }

    /** @throws IllegalArgumentException if an argument is unknown or out of its range */
    static Options parse(List<String> arguments) {
        Options options = new Options(Set.of(), null, DEFAULT_KEY, DEFAULT_UPSTREAM_PORT, false, false);
        Iterator<String> rest = arguments.iterator();
        while (rest.hasNext()) {
            String[] parts = rest.next().split("=", 2);
            options = options.with(parts, rest);
        }
        if (options.target == null
                && !(options.key.equals(DEFAULT_KEY) && options.upstreamPort == DEFAULT_UPSTREAM_PORT)) {
            throw new IllegalArgumentException("--key and --upstream-port are for --target");
        }
        return options;
    }

    /** The cases to run, in their order. */
    List<Case> cases() {
        return Cases.all().stream()
                .filter(each -> numbers.isEmpty() || numbers.contains(each.number()))
                .toList();
    }

    private Options with(String[] parts, Iterator<String> rest) {
        return switch (parts[0]) {
            case "--case" -> new Options(numbers(value(parts, rest)), target, key, upstreamPort, list, help);
            case "--target" -> new Options(numbers, address(value(parts, rest)), key, upstreamPort, list, help);
            case "--key" -> new Options(numbers, target, value(parts, rest), upstreamPort, list, help);
            case "--upstream-port" ->
                new Options(numbers, target, key, number("port", value(parts, rest), 65_535), list, help);
            case "--list" -> new Options(numbers, target, key, upstreamPort, true, help);
            case "--help", "-h" -> new Options(numbers, target, key, upstreamPort, list, true);
            default -> throw new IllegalArgumentException("unknown argument " + parts[0]);
        };
    }

    private static String value(String[] parts, Iterator<String> rest) {
        if (parts.length == 1 && !rest.hasNext()) {
            throw new IllegalArgumentException(parts[0] + " needs a value");
        }
        return parts.length == 2 ? parts[1] : rest.next();
    }

    private static Set<Integer> numbers(String text) {
        return Arrays.stream(text.split(",", -1))
                .map(each -> number("case", each, Cases.COUNT))
                .collect(Collectors.toSet());
    }

    private static int number(String what, String text, int most) {
        String rule = "%s \"%s\" must be a number from 1 to %d".formatted(what, text, most);
        try {
            int number = Integer.parseInt(text.strip());
            if (number >= 1 && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(rule, e);
        }
        throw new IllegalArgumentException(rule);
    }

    private static URI address(String text) {
        URI uri = URI.create(text);
        if (!"http".equals(uri.getScheme()) || uri.getHost() == null) {
            throw new IllegalArgumentException("target \"" + text + "\" must be like http://127.0.0.1:8080");
        }
        return URI.create("http://" + uri.getHost() + ":" + (uri.getPort() < 0 ? 80 : uri.getPort()));
    }
}
