package dev.meridian.controller.change;

import dev.meridian.routing.region.RegionId;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of it if the change is made and then one more region is lost, the one whose loss is worst.
 *
 * @param region which one
 * @param holds whether the rest can serve what is asked for; null where not every capacity is known
 * @param strain what is asked for against what the rest can serve
 * @param fullest the region that is then the fullest; null where none is left
 * @param utilisation of that one, in basis points
 */
record LossView(
        RegionId region,
        @Nullable Boolean holds,
        Strain strain,
        @Nullable RegionId fullest,
        long utilisation) {}
