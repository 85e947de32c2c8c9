package dev.meridian.routing.report;

/** Why a pod does not start. */
public enum PendingReason {
    /** The namespace's ResourceQuota or LimitRange refuses it. */
    QUOTA,
    /** No node has the CPU, memory or pod slots it asks for. */
    RESOURCES,
    /** No node fits its affinity, anti-affinity, node selector or spread. */
    AFFINITY,
    /** The nodes that would fit are cordoned or tainted. */
    TAINTS,
    /** Its image cannot be pulled. */
    IMAGE,
    /** A volume, Secret or ConfigMap that it needs is not there. */
    VOLUME,
    /** Any other reason, or none that Kubernetes tells. */
    OTHER
}
