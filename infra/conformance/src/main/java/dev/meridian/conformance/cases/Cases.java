package dev.meridian.conformance.cases;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** All cases, by number. */
public final class Cases {
    /** How many there are. */
    public static final int COUNT = 44;

    private static final List<Case> ALL = Stream.of(
                    ByteCases.all(),
                    QuotaCases.all(),
                    ModelCases.all(),
                    RegionCases.all(),
                    BeforeContentCases.all(),
                    AfterContentCases.all(),
                    CancelCases.all(),
                    LongStreamCases.all(),
                    RequestCases.all(),
                    BodyCases.all(),
                    FramingCases.all(),
                    SlowlorisCases.all(),
                    PathCases.all(),
                    SecrecyCases.all(),
                    LifecycleCases.all(),
                    OutageCases.all(),
                    RateLimitCases.all())
            .flatMap(List::stream)
            .sorted(Comparator.comparingInt(Case::number))
            .toList();

    private Cases() {}

    /** Numbered from 1 without a gap. */
    public static List<Case> all() {
        return ALL;
    }
}
