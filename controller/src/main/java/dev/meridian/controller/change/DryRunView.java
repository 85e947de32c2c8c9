package dev.meridian.controller.change;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a change would do: the answer of a dry run.
 *
 * @param dryRun true
 * @param before the state that it would change; null where there is none
 * @param after the state that it would leave; null where there is none
 * @param overridden what speaks against it and is overridden
 */
public record DryRunView(
        boolean dryRun,
        @Nullable Object before,
        @Nullable Object after,
        List<String> overridden,
        OutlookView outlook) {}
