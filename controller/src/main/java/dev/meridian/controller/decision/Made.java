package dev.meridian.controller.decision;

import dev.meridian.routing.decision.Decision;
import dev.meridian.routing.decision.Inputs;
import dev.meridian.routing.policy.PolicySettings;
import java.time.Instant;

/**
 * A decision with everything that it was made of: deciding again gives the same one, bit for bit.
 *
 * @param now the time that it was made for
 * @param inputs all else, the decision before included, but for the reasons of that one, which nothing follows from
 */
public record Made(PolicySettings settings, Instant now, Inputs inputs, Decision decision) {}
