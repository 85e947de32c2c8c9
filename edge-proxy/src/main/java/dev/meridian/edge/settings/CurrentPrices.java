package dev.meridian.edge.settings;

/** The prices in use, which may change while requests run; an answer costs what holds at its end. Thread-safe. */
public final class CurrentPrices {
    private volatile Prices prices;

    public CurrentPrices(Prices prices) {
        this.prices = prices;
    }

    /** What holds now. */
    public Prices get() {
        return prices;
    }

    /** From now on these hold. */
    void set(Prices next) {
        prices = next;
    }
}
