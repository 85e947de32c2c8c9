package dev.meridian.controller.admin;

import java.time.Instant;

/** The body of {@code PATCH /v1/drains/{id}}. */
record DrainEnd(Instant expiresAt) {}
