package dev.meridian.agent;

import org.springframework.boot.SpringApplication;

/** Starts the region-agent; a broken configuration ends it with one sentence and exit code 1. */
public final class AgentApplication {
    private AgentApplication() {}

    /** Takes {@code --key=value} for every setting. */
    public static void main(String[] args) {
        try {
            SpringApplication.run(AgentConfiguration.class, args);
        } catch (SpringApplication.AbandonedRunException e) {
            throw e; // a training run for an AOT cache ends here, as it should
        } catch (RuntimeException _) {
            System.exit(1); // reported already; threads that were started must not keep a half-started agent alive
        }
    }
}
