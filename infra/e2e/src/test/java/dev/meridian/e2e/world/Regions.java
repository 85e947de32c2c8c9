package dev.meridian.e2e.world;

import java.util.List;
import java.util.Map;

/** The three regions that every world has, with the weights and the exact shares that follow from them. */
public final class Regions {
    /** us-west-2. */
    public static final String US = "us-west-2";

    /** eu-west-1. */
    public static final String EU = "eu-west-1";

    /** ap-southeast-1. */
    public static final String AP = "ap-southeast-1";

    /** All of them, in the order of {@code regions.yaml}. */
    public static final List<String> ALL = List.of(US, EU, AP);

    /** The operator weights that people come with. */
    public static final Map<String, Integer> WEIGHTS = Map.of(US, 100, EU, 100, AP, 80);

    /** What the weights are in basis points while every region is well. */
    public static final Map<String, Integer> SHARES = Map.of(US, 3_571, EU, 3_571, AP, 2_858);

    private Regions() {}

    /** The other two. */
    public static List<String> othersThan(String region) {
        return ALL.stream().filter(each -> !each.equals(region)).toList();
    }
}
