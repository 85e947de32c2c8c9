package dev.meridian.edge.failover;

/** Whose fault a failed attempt is, which says what may be tried next. */
public enum Fault {
    /** The region's: the same model is tried in the next region. */
    REGION,
    /** The model's: the next model is tried in the same region. */
    MODEL,
    /** A limit of the key's at this model: the next model is tried. */
    QUOTA,
    /** The edge's own key is refused: nothing else can help. */
    CREDENTIAL,
    /** The request's: the answer is the client's, verbatim. */
    CLIENT,
    /** The request is too long for this model, and a larger one is set. */
    CONTEXT,
    /** A pooled connection that the far side had given up: the same is tried again on a new one. */
    STALE,
    /** This edge's own limits. */
    OVERLOAD
}
