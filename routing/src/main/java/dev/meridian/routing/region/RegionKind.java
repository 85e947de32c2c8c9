package dev.meridian.routing.region;

/** What stands behind a region's endpoint. */
public enum RegionKind {
    /** An edge-proxy, which runs the model chain in its own region. */
    EDGE,
    /** An OpenAI-compatible API itself; the edge that picked the region runs the model chain against it. */
    UPSTREAM
}
