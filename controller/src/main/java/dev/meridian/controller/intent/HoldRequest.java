package dev.meridian.controller.intent;

import java.time.Instant;

/** That something is to be held until a time, as an operator asks for it: a freeze, or a rollback. */
public record HoldRequest(String reason, Instant expiresAt) {}
