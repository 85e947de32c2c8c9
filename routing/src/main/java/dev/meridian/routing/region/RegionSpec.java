package dev.meridian.routing.region;

/**
 * A region of the installation, as the operators' {@code regions.yaml} names it.
 *
 * @param endpoint where it is reached
 * @param kind what stands there
 */
public record RegionSpec(Endpoint endpoint, RegionKind kind) {}
