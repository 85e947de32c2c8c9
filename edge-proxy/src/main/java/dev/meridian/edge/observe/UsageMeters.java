package dev.meridian.edge.observe;

import dev.meridian.edge.settings.Price;
import dev.meridian.edge.usage.Usage;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import org.jspecify.annotations.Nullable;

/** The tokens of one model in one region, and what they cost. Thread-safe. */
final class UsageMeters {
    private static final double MILLION = 1e6;

    private final MeterRegistry registry;
    private final Tags tags;
    private final Counter prompt;
    private final Counter completion;
    private final Counter unpricedPrompt;
    private final Counter unpricedCompletion;
    private final Counter unknown;
    private final Counter cost;
    private final Counter costAtPrimary;

    UsageMeters(MeterRegistry registry, Tags tags) {
        this.registry = registry;
        this.tags = tags;
        String tokens = "Tokens that upstreams say they counted";
        this.prompt = counter("tokens", tokens, "prompt");
        this.completion = counter("tokens", tokens, "completion");
        String unpriced = "Of these tokens those that no price is known for, so that the cost leaves them out";
        this.unpricedPrompt = counter("tokens.unpriced", unpriced, "prompt");
        this.unpricedCompletion = counter("tokens.unpriced", unpriced, "completion");
        this.unknown = counter("usage.unknown", "Answers whose upstream did not say how many tokens they took", null);
        this.cost = counter("cost.usd", "What the tokens cost, as far as prices are known", null);
        this.costAtPrimary =
                counter("cost.primary.usd", "What the same tokens would have cost at the chain's first model", null);
    }

    void unknown() {
        unknown.increment();
    }

    void used(Usage usage, Price own, Price primary) {
        prompt.increment(usage.promptTokens());
        completion.increment(usage.completionTokens());
        if (own.input() == null) {
            unpricedPrompt.increment(usage.promptTokens());
        }
        if (own.output() == null) {
            unpricedCompletion.increment(usage.completionTokens());
        }
        cost.increment(cost(usage, own));
        costAtPrimary.increment(cost(usage, primary));
    }

    /** In USD, without the tokens whose price is unknown. */
    static double cost(Usage usage, Price price) {
        double input = price.input() == null ? 0 : price.input();
        double output = price.output() == null ? 0 : price.output();
        return (usage.promptTokens() * input + usage.completionTokens() * output) / MILLION;
    }

    private Counter counter(String name, String description, @Nullable String kind) {
        return Counter.builder("meridian.edge." + name)
                .description(description)
                .tags(kind == null ? tags : tags.and("kind", kind))
                .register(registry);
    }
}
