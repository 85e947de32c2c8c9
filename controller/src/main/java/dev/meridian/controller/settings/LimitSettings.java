package dev.meridian.controller.settings;

import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The bounds that can be set, keys {@code meridian.controller.limits.*}. Rates are calls a second, 1 to 1 000 000; five seconds'
 * worth of them may come at once. Numbers of calls at once are 1 to 8 192, the web server's connections.
 *
 * @param anonymousRate of one address, without a known token; 20
 * @param operatorRate of one credential, to all that people and scripts use; 500, more than the store writes
 * @param tableRate of one credential that reads the table; 5 000, since all edges may share one, and a new table wakes all of them
 * @param messageRate reports and observations of one credential; 20 000, more than a core takes
 * @param senderRate reports or observations of one sender; 20, twice the shortest interval's
 * @param operatorCalls at once, of all operators together; 64
 * @param messageCalls reports and observations at once; 64, so that their bodies are 16 MiB at most, a small part of the heap
 * @param tableWaits callers that wait for the next table at once; 4 096, half of the connections, so that others get through
 */
public record LimitSettings(
        @DefaultValue("20") int anonymousRate,
        @DefaultValue("500") int operatorRate,
        @DefaultValue("5000") int tableRate,
        @DefaultValue("20000") int messageRate,
        @DefaultValue("20") int senderRate,
        @DefaultValue("64") int operatorCalls,
        @DefaultValue("64") int messageCalls,
        @DefaultValue("4096") int tableWaits) {
    private static final int HIGHEST_RATE = 1_000_000;
    private static final int MOST_CALLS = 8_192;

    /**
     * Checks the ranges.
     *
     * @throws ConfigurationError if one is out of its range
     */
    public LimitSettings {
        require("anonymous-rate", anonymousRate, HIGHEST_RATE);
        require("operator-rate", operatorRate, HIGHEST_RATE);
        require("table-rate", tableRate, HIGHEST_RATE);
        require("message-rate", messageRate, HIGHEST_RATE);
        require("sender-rate", senderRate, HIGHEST_RATE);
        require("operator-calls", operatorCalls, MOST_CALLS);
        require("message-calls", messageCalls, MOST_CALLS);
        require("table-waits", tableWaits, MOST_CALLS);
    }

    private static void require(String key, int value, int most) {
        if (value < 1 || value > most) {
            throw new ConfigurationError(
                    "meridian.controller.limits." + key + " is " + value + ", it must be 1 to " + most);
        }
    }
}
