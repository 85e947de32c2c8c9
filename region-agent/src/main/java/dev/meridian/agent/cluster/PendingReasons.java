package dev.meridian.agent.cluster;

import dev.meridian.routing.report.PendingReason;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Reads why a pod does not start from what Kubernetes says for people. */
final class PendingReasons {
    /** The kubelet's pkg/kubelet/images/types.go. */
    private static final Set<String> IMAGE = Set.of(
            "ImagePullBackOff",
            "ErrImagePull",
            "ErrImageNeverPull",
            "InvalidImageName",
            "ImageInspectError",
            "RegistryUnavailable",
            "SignatureValidationFailed");

    private PendingReasons() {}

    /**
     * Of the scheduler's message, such as {@code 0/3 nodes are available: 1 node(s) had untolerated taint {x: }, 2
     * Insufficient cpu}. Where several hold, the one that a person would mend first: a taint is often that of the control
     * plane's nodes, which no edge is meant for.
     */
    static PendingReason ofScheduler(String message) {
        String said = message.toLowerCase(Locale.ROOT);
        int preemption = said.indexOf("preemption:");
        String why = preemption < 0 ? said : said.substring(0, preemption);
        if (why.contains("insufficient ") || why.contains("too many pods")) {
            return PendingReason.RESOURCES;
        }
        if (why.contains("volume")) {
            return PendingReason.VOLUME;
        }
        if (why.contains("affinity") || why.contains("selector") || why.contains("topology spread")) {
            return PendingReason.AFFINITY;
        }
        if (why.contains("taint") || why.contains("unschedulable")) {
            return PendingReason.TAINTS;
        }
        return PendingReason.OTHER;
    }

    /** Of a waiting container's reason; empty where it only takes its time. */
    static Optional<PendingReason> ofContainer(String reason) {
        if (IMAGE.contains(reason)) {
            return Optional.of(PendingReason.IMAGE);
        }
        return reason.equals("CreateContainerConfigError") ? Optional.of(PendingReason.VOLUME) : Optional.empty();
    }

    /** Of a Deployment's message that pods cannot be made. */
    static PendingReason ofReplicaFailure(String message) {
        return message.contains("exceeded quota") || message.contains("failed quota") || message.contains("LimitRange")
                ? PendingReason.QUOTA
                : PendingReason.OTHER;
    }
}
