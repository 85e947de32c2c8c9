package dev.meridian.scenarios.world;

import dev.meridian.routing.region.RegionId;

/** What an edge knows by itself: regions that failed it too often, and how many retries it may still make. */
final class EdgeBreakers {
    private static final int FAULTS_TO_OPEN = 5;
    private static final int OPEN_SECONDS = 30;
    private static final int RETRY_COST = 5;
    private static final int RETRY_TOKENS = 500;

    private final boolean on;
    private final int[] faults = new int[RegionId.MAX_REGIONS];
    private final int[] openUntil = new int[RegionId.MAX_REGIONS];
    private int tokens = RETRY_TOKENS;
    private long open;

    EdgeBreakers(boolean on) {
        this.on = on;
    }

    /** Which regions to pass over in a second, as a picker's mask. */
    long mask(int second) {
        if (open != 0) {
            for (int i = 0; i < openUntil.length; i++) {
                if (second >= openUntil[i]) {
                    open &= ~(1L << i);
                }
            }
        }
        return open;
    }

    void served(int region) {
        faults[region] = 0;
        tokens = Math.min(RETRY_TOKENS, tokens + 1);
    }

    void failed(int region, int second) {
        faults[region]++;
        if (on && faults[region] >= FAULTS_TO_OPEN) {
            open |= 1L << region;
            openUntil[region] = second + OPEN_SECONDS;
            // One more fault after it closes opens it again.
            faults[region] = FAULTS_TO_OPEN - 1;
        }
    }

    boolean mayRetry() {
        if (tokens < RETRY_COST) {
            return false;
        }
        tokens -= RETRY_COST;
        return true;
    }
}
