package dev.meridian.agent.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.routing.report.PendingReason;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PendingReasonsTest {
    /** Messages of kube-scheduler 1.34. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0/3 nodes are available: 1 Insufficient cpu, 2 Insufficient memory. preemption: 0/3 nodes are available: 3 No preemption victims found for incoming pod. | RESOURCES
            0/3 nodes are available: 1 node(s) had untolerated taint {node-role.kubernetes.io/control-plane: }, 2 Insufficient cpu. | RESOURCES
            0/1 nodes are available: 1 Too many pods. | RESOURCES
            0/3 nodes are available: 1 node(s) had untolerated taint {a: b}, 2 node(s) didn't match pod anti-affinity rules. | AFFINITY
            0/3 nodes are available: 3 node(s) didn't match Pod's node affinity/selector. preemption: 0/3 nodes are available: 3 Preemption is not helpful for scheduling. | AFFINITY
            0/3 nodes are available: 3 node(s) didn't match pod topology spread constraints. | AFFINITY
            0/3 nodes are available: 3 node(s) had volume node affinity conflict. | VOLUME
            0/1 nodes are available: persistentvolumeclaim "cache" not found. | VOLUME
            0/1 nodes are available: pod has unbound immediate PersistentVolumeClaims. | VOLUME
            0/1 nodes are available: 1 node(s) were unschedulable. preemption: no affinity. | TAINTS
            0/2 nodes are available: 2 node(s) had untolerated taint {node.kubernetes.io/unreachable: }. | TAINTS
            no nodes available to schedule pods | OTHER
            '' | OTHER
            """)
    void schedulersMessageIsReadForWhatAPersonWouldMendFirst(String message, PendingReason reason) {
        assertThat(PendingReasons.ofScheduler(message)).isEqualTo(reason);
    }

    @ParameterizedTest
    @CsvSource({"ImagePullBackOff, IMAGE", "ErrImageNeverPull, IMAGE", "CreateContainerConfigError, VOLUME"})
    void waitingContainersReasonIsRead(String waiting, PendingReason reason) {
        assertThat(PendingReasons.ofContainer(waiting)).contains(reason);
    }

    @ParameterizedTest
    @CsvSource({"ContainerCreating", "PodInitializing", "CrashLoopBackOff"})
    void containerThatTakesItsTimeIsNotBlocked(String waiting) {
        assertThat(PendingReasons.ofContainer(waiting)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            pods "ai-proxy-1" is forbidden: exceeded quota: small, requested: pods=1, used: pods=2, limited: pods=2 | QUOTA
            pods "ai-proxy-1" is forbidden: failed quota: small: must specify limits.cpu for: edge-proxy | QUOTA
            pods "ai-proxy-1" is forbidden: violates PodSecurity "restricted:latest" | OTHER
            """)
    void refusalToMakeAPodIsRead(String message, PendingReason reason) {
        assertThat(PendingReasons.ofReplicaFailure(message)).isEqualTo(reason);
    }
}
