package dev.meridian.routing.region;

public record RegionId(String value) {}
