package dev.meridian.controller.decision;

import dev.meridian.routing.decision.Decision;
import dev.meridian.routing.decision.Inputs;

/**
 * What a change leads to.
 *
 * @param now what holds
 * @param before what operators want without the change, and all else that counts
 * @param without what things come to without the change
 * @param after what operators want with it
 * @param with what things come to with it, once drains and ramps are through
 */
public record Outlook(Decision now, Inputs before, Decision without, Inputs after, Decision with) {}
