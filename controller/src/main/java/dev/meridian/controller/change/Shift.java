package dev.meridian.controller.change;

import org.jspecify.annotations.Nullable;

/** Something before and after a change. */
public record Shift<T extends @Nullable Object>(T before, T after) {}
