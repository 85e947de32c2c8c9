# A whole Kubernetes node on this machine, with real pods, for tests and trials. To be sourced by bash after kubernetes.sh and
# node-network.sh.
#
#   meridian_node_up ROOT FOLDER      starts all of it and waits until pods can run and names be looked up; sets KUBECONFIG
#   meridian_node_runs FOLDER         whether every part of it runs
#   meridian_node_down FOLDER         ends it, its pods too, and removes all it left, FOLDER too; not where another node runs
#   meridian_node_load FOLDER ARCHIVE...    puts the images of archives as `docker save` writes them onto the node; prints their names
#   meridian_archive FOLDER NAME COMMAND... writes such an archive, of an image that has the files in FOLDER and runs that command
#
# It needs root, and there is one on a machine. The API server and the kubelet listen on the pods' bridge, whose addresses only this
# machine knows; packets for pods, Services or the bridge that come from another machine are dropped. Everything else listens on
# loopback. The kubelet and containerd have a mount namespace of their own: what they mount, and write outside FOLDER, is gone with them.

MERIDIAN_NODE_DNS=10.96.0.10
MERIDIAN_NODE_PARTS=(etcd kube-apiserver containerd kubelet kube-controller-manager kube-scheduler kube-proxy)

meridian_node_up() {
    local root="$1" folder="$2" servers
    meridian_node_require "$root" || return
    servers=$(meridian_servers)
    mkdir -p "$folder"
    meridian_node_network "$folder"
    meridian_node_certificates "$folder"
    meridian_api_start "$root" "$folder" "$MERIDIAN_NODE_ADDRESS" --advertise-address "$MERIDIAN_NODE_ADDRESS" \
        --kubelet-preferred-address-types InternalIP --kubelet-client-certificate "$folder/kubelet-client.crt" \
        --kubelet-client-key "$folder/kubelet-client.key" || return
    meridian_node_containerd "$folder" || return
    meridian_node_images "$folder" "$servers" || return
    meridian_node_kubelet "$folder" "$servers"
    meridian_part_start "$folder" kube-controller-manager "$servers/kube-controller-manager" --kubeconfig "$folder/kubeconfig" \
        --bind-address 127.0.0.1 --secure-port "$(meridian_free_port)" --cert-dir "$folder/certificates-controller-manager" \
        --service-account-private-key-file "$folder/sa.key" --use-service-account-credentials=true \
        --root-ca-file "$folder/certificates/apiserver.crt" --cluster-cidr "$MERIDIAN_NODE_PODS" --leader-elect=false
    meridian_part_start "$folder" kube-scheduler "$servers/kube-scheduler" --kubeconfig "$folder/kubeconfig" \
        --bind-address 127.0.0.1 --secure-port "$(meridian_free_port)" --cert-dir "$folder/certificates-scheduler" --leader-elect=false
    meridian_part_start "$folder" kube-proxy "$servers/kube-proxy" --kubeconfig "$folder/kubeconfig" --hostname-override node-1 \
        --proxy-mode iptables --cluster-cidr "$MERIDIAN_NODE_PODS" --nodeport-addresses "$MERIDIAN_NODE_ADDRESS/32" \
        --healthz-bind-address "127.0.0.1:$(meridian_free_port)" --metrics-bind-address "127.0.0.1:$(meridian_free_port)" \
        --conntrack-max-per-core 0 --conntrack-tcp-timeout-established 0 --conntrack-tcp-timeout-close-wait 0
    meridian_node_await "$folder" kubelet 90 "node-1 to be Ready" "$servers/kubectl" wait --for=condition=Ready node/node-1 --timeout=1s || return
    meridian_node_volumes "$folder" "$servers" || return
    meridian_node_dns | "$servers/kubectl" apply -f - >/dev/null || return
    meridian_node_await "$folder" kubelet 90 "the pod of CoreDNS to be ready" \
        "$servers/kubectl" -n kube-system rollout status deployment/coredns --timeout=1s || return
}

meridian_node_require() {
    local other
    if [ "$(id -u)" != 0 ] || [ "$(uname -s)" != Linux ]; then
        meridian_say "a node of one's own needs root on Linux; with Docker, make one by kind or k3d and set KUBECONFIG"
        return 2
    fi
    meridian_require_command containerd containerd
    meridian_require_command runc runc
    meridian_require_command iptables iptables
    meridian_require_command conntrack conntrack
    meridian_require_command socat socat
    meridian_require_command busybox busybox-static
    [ -x /usr/lib/cni/bridge ] || meridian_apt_install containernetworking-plugins
    meridian_require_server "$1" kubelet kube-controller-manager kube-scheduler kube-proxy coredns || return
    if other=$(meridian_node_other); then
        meridian_say "this machine runs another Kubernetes node ($other); set KUBECONFIG to use it"
        return 2
    fi
}

# A process of another node, by name and number: clean-up would take that one's rules and pods for this one's. With pgrep's options.
meridian_node_other() {
    local name pid
    for name in kubelet kube-proxy k3s k3s-server k3s-agent kubelite; do
        pid=$(pgrep -ox "$@" "$name") || continue
        echo "$name, pid $pid"
        return
    done
    return 1
}

# The kubelet takes commands of the API server only, which shows this certificate.
meridian_node_certificates() {
    [ ! -f "$1/kubelet-client.crt" ] || return 0
    openssl req -x509 -newkey rsa:2048 -nodes -days 365 -subj /CN=meridian-kubelet-ca -keyout "$1/kubelet-ca.key" -out "$1/kubelet-ca.crt" 2>/dev/null
    openssl req -newkey rsa:2048 -nodes -subj /O=system:masters/CN=kube-apiserver -keyout "$1/kubelet-client.key" -out "$1/kubelet-client.csr" 2>/dev/null
    openssl x509 -req -days 365 -in "$1/kubelet-client.csr" -CA "$1/kubelet-ca.crt" -CAkey "$1/kubelet-ca.key" -CAcreateserial \
        -out "$1/kubelet-client.crt" 2>/dev/null
}

meridian_node_containerd() {
    local folder="$1"
    mkdir -p "$folder/cni"
    # restrict_oom_score_adj: where the machine's own processes may not lower theirs, sandboxes could not start.
    cat >"$folder/containerd.toml" <<TOML
version = 2
root = "$folder/containerd"
state = "$folder/containerd-state"
[grpc]
  address = "$folder/containerd.sock"
[plugins."io.containerd.grpc.v1.cri"]
  sandbox_image = "meridian/pause:1"
  restrict_oom_score_adj = true
  netns_mounts_under_state_dir = true
  stream_server_address = "127.0.0.1"
  [plugins."io.containerd.grpc.v1.cri".cni]
    bin_dir = "/usr/lib/cni"
    conf_dir = "$folder/cni"
[plugins."io.containerd.internal.v1.opt"]
  path = "$folder/opt"
TOML
    cat >"$folder/cni/10-meridian.conflist" <<JSON
{"cniVersion": "0.4.0", "name": "meridian", "plugins": [
  {"type": "bridge", "bridge": "$MERIDIAN_NODE_BRIDGE", "isGateway": true, "hairpinMode": true, "ipam": {
    "type": "host-local", "dataDir": "$folder/cni-addresses", "ranges": [[{"subnet": "$MERIDIAN_NODE_PODS"}]], "routes": [{"dst": "0.0.0.0/0"}]}},
  {"type": "portmap", "capabilities": {"portMappings": true}}]}
JSON
    # shellcheck disable=SC2016 # for the shell in that namespace
    meridian_part_start "$folder" containerd unshare --mount --propagation private sh -c '
        set -e
        mount --make-rshared /
        for place in /var/lib/kubelet /var/lib/cni /var/log/containers /run/containerd; do
            [ -d $place ] || { mkdir -p $place && echo $place >>"$0/places"; }
            mount -t tmpfs tmpfs $place
        done
        exec containerd --config "$0/containerd.toml"' "$folder"
    meridian_node_await "$folder" containerd 30 "containerd to answer" ctr --address "$folder/containerd.sock" version
}

meridian_node_images() {
    local folder="$1" servers="$2" image
    image=$(mktemp -d)
    cp "$(command -v busybox)" "$image/busybox"
    meridian_archive "$image" meridian/pause:1 /busybox sleep 2147483647 >"$folder/image.tar"
    rm "$image/busybox"
    cp "$servers/coredns" "$image/coredns"
    meridian_archive "$image" meridian/coredns:1.14.7 /coredns >"$folder/coredns.tar"
    rm -r "$image"
    meridian_node_load "$folder" "$folder/image.tar" "$folder/coredns.tar" >/dev/null || return
    rm "$folder/image.tar" "$folder/coredns.tar"
}

meridian_node_load() {
    local folder="$1" archive
    shift
    for archive in "$@"; do
        ctr --address "$folder/containerd.sock" --namespace k8s.io images import "$archive" | sed -n 's/^unpacking \(docker.io\/\)\?\(.*\) (.*/\2/p' || return
    done
}

meridian_archive() {
    local files="$1" name="$2" work layer command
    shift 2
    work=$(mktemp -d)
    tar -C "$files" --owner 0 --group 0 --numeric-owner -cf "$work/layer.tar" .
    layer=$(sha256sum "$work/layer.tar" | cut -d ' ' -f 1)
    command=$(printf '"%s",' "$@")
    echo "{\"architecture\":\"$(meridian_architecture)\",\"os\":\"linux\",\"config\":{\"Entrypoint\":[${command%,}],\"Env\":[\"PATH=/usr/bin:/bin\"]},\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[\"sha256:$layer\"]}}" >"$work/config.json"
    echo "[{\"Config\":\"config.json\",\"RepoTags\":[\"$name\"],\"Layers\":[\"layer.tar\"]}]" >"$work/manifest.json"
    tar -C "$work" -c manifest.json config.json layer.tar
    rm -r "$work"
}

meridian_architecture() {
    case $(uname -m) in
        x86_64) echo amd64 ;;
        aarch64) echo arm64 ;;
        *) uname -m ;;
    esac
}

# In containerd's mount namespace, since each must see what the other mounts.
meridian_node_kubelet() {
    local folder="$1" servers="$2"
    mkdir -p "$folder/manifests"
    cat >"$folder/kubelet.yaml" <<YAML
apiVersion: kubelet.config.k8s.io/v1beta1
kind: KubeletConfiguration
address: $MERIDIAN_NODE_ADDRESS
healthzBindAddress: 127.0.0.1
healthzPort: $(meridian_free_port)
authentication:
  anonymous: {enabled: false}
  webhook: {enabled: false}
  x509: {clientCAFile: $folder/kubelet-ca.crt}
authorization: {mode: AlwaysAllow}
cgroupDriver: cgroupfs
failSwapOn: false
failCgroupV1: false
makeIPTablesUtilChains: false
localStorageCapacityIsolation: false
containerRuntimeEndpoint: unix://$folder/containerd.sock
clusterDNS: [$MERIDIAN_NODE_DNS]
clusterDomain: cluster.local
podLogsDir: $folder/pod-logs
volumePluginDir: $folder/volume-plugins
evictionHard: {memory.available: 100Mi, nodefs.available: 1%, imagefs.available: 1%}
imageGCHighThresholdPercent: 100
YAML
    meridian_part_start "$folder" kubelet nsenter --target "$(cat "$folder/containerd.pid")" --mount \
        "$servers/kubelet" --config "$folder/kubelet.yaml" --kubeconfig "$folder/kubeconfig" --root-dir "$folder/kubelet" \
        --cert-dir "$folder/certificates-kubelet" --hostname-override node-1 --node-ip "$MERIDIAN_NODE_ADDRESS" \
        --node-labels topology.kubernetes.io/region=us-west-2,topology.kubernetes.io/zone=us-west-2a
}

# Volumes that claims without a class find. There is no provisioner: `up` again frees those whose claims are gone.
meridian_node_volumes() {
    local folder="$1" kubectl="$2/kubectl" number
    "$kubectl" get pv -o jsonpath='{range .items[?(@.status.phase=="Released")]}{.metadata.name}{"\n"}{end}' |
        while read -r number; do
            "$kubectl" delete pv "$number" >/dev/null
            rm -rf "${folder:?}/volumes/$number"
        done
    {
        echo '{apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: local, annotations: {storageclass.kubernetes.io/is-default-class: "true"}}, provisioner: kubernetes.io/no-provisioner, volumeBindingMode: WaitForFirstConsumer}'
        for number in 1 2 3 4; do
            mkdir -p "$folder/volumes/local-$number"
            cat <<YAML
---
apiVersion: v1
kind: PersistentVolume
metadata: {name: local-$number}
spec:
  storageClassName: local
  capacity: {storage: 2Gi}
  accessModes: [ReadWriteOnce]
  local: {path: $folder/volumes/local-$number}
  nodeAffinity: {required: {nodeSelectorTerms: [{matchExpressions: [{key: kubernetes.io/hostname, operator: In, values: [node-1]}]}]}}
YAML
        done
    } | "$kubectl" apply -f - >/dev/null
}

meridian_node_dns() {
    local forward=''
    # One on loopback is not the pod's.
    ! grep -Eq '^nameserver +([^1]|1[^2]|12[^7])' /etc/resolv.conf || forward='forward . /etc/resolv.conf'
    cat <<YAML
apiVersion: v1
kind: ServiceAccount
metadata: {name: coredns, namespace: kube-system}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: system:coredns}
rules:
  - {apiGroups: [""], resources: [services, pods, namespaces], verbs: [list, watch]}
  - {apiGroups: [discovery.k8s.io], resources: [endpointslices], verbs: [list, watch]}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: {name: system:coredns}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: system:coredns}
subjects: [{kind: ServiceAccount, name: coredns, namespace: kube-system}]
---
apiVersion: v1
kind: ConfigMap
metadata: {name: coredns, namespace: kube-system}
data:
  Corefile: |
    .:1053 {
        errors
        health :1054
        ready :1055
        kubernetes cluster.local in-addr.arpa ip6.arpa
        $forward
        cache 5
    }
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: coredns, namespace: kube-system, labels: {k8s-app: kube-dns}}
spec:
  selector: {matchLabels: {k8s-app: kube-dns}}
  template:
    metadata: {labels: {k8s-app: kube-dns}}
    spec:
      serviceAccountName: coredns
      dnsPolicy: Default
      priorityClassName: system-cluster-critical
      tolerations: [{operator: Exists}]
      securityContext: {runAsNonRoot: true, runAsUser: 65532, runAsGroup: 65532}
      containers:
        - name: coredns
          image: meridian/coredns:1.14.7
          imagePullPolicy: Never
          args: [-conf, /etc/coredns/Corefile]
          securityContext: {allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: {drop: [ALL]}}
          readinessProbe: {httpGet: {path: /ready, port: 1055}, periodSeconds: 1}
          livenessProbe: {httpGet: {path: /health, port: 1054}, periodSeconds: 10}
          resources: {requests: {cpu: 10m, memory: 32Mi}, limits: {memory: 128Mi}}
          volumeMounts: [{name: config, mountPath: /etc/coredns, readOnly: true}]
      volumes: [{name: config, configMap: {name: coredns}}]
---
apiVersion: v1
kind: Service
metadata: {name: kube-dns, namespace: kube-system}
spec:
  clusterIP: $MERIDIAN_NODE_DNS
  selector: {k8s-app: kube-dns}
  ports:
    - {name: dns, port: 53, targetPort: 1053, protocol: UDP}
    - {name: dns-tcp, port: 53, targetPort: 1053, protocol: TCP}
YAML
}

# meridian_node_await FOLDER PART SECONDS WHAT COMMAND...: a part that has ended is named, and otherwise the one that should have made it so.
meridian_node_await() {
    local folder="$1" part="$2" limit="$3" what="$4" deadline=$((SECONDS + $3)) other
    shift 4
    until "$@" >/dev/null 2>&1; do
        for other in "${MERIDIAN_NODE_PARTS[@]}"; do
            if [ -f "$folder/$other.pid" ] && ! kill -0 "$(cat "$folder/$other.pid")" 2>/dev/null; then
                meridian_node_failed "$folder" "$other" "$other ended while waiting for $what"
                return 1
            fi
        done
        if [ "$SECONDS" -gt "$deadline" ]; then
            meridian_node_failed "$folder" "$part" "waited $limit s for $what"
            return 1
        fi
        sleep 0.5
    done
}

meridian_node_failed() {
    meridian_say "$3; $2 said last:"
    tail -n 8 "$1/$2.log" | cut -c 1-300 >&2
}

meridian_node_runs() {
    local part
    for part in "${MERIDIAN_NODE_PARTS[@]}"; do
        meridian_part_runs "$1" "$part" || return
    done
}

meridian_node_down() {
    local folder="$1" part place pid other
    for part in kubelet kube-scheduler kube-controller-manager kube-proxy; do
        meridian_part_stop "$folder" "$part"
    done
    # Not one in a container (kind), whose rules and pods are its own.
    if other=$(meridian_node_other --ns $$ --nslist net); then
        meridian_part_stop "$folder" containerd
        meridian_api_stop "$folder"
        meridian_say "this machine runs another Kubernetes node ($other), whose pods and rules cannot be told from those of $folder: ended all but these"
        meridian_say "use that one by KUBECONFIG; or end it, and then this one: infra/bin/cluster down"
        return 2
    fi
    meridian_node_end_pods "$folder"
    meridian_part_stop "$folder" containerd
    meridian_api_stop "$folder"
    meridian_node_forget_network
    sysctl -qp "$folder/sysctl" 2>/dev/null || true
    while read -r place; do
        rmdir "$place" 2>/dev/null || true
    done <<<"$(cat "$folder/places" 2>/dev/null)"
    if grep -qF " $folder/" /proc/self/mounts; then
        meridian_say "still mounted: $(grep -oF " $folder/" /proc/self/mounts | head -n 1); $folder stays"
        return 1
    fi
    rm -rf --one-file-system "${folder:?}"
}

# Processes of pods by their cgroups, so that none is missed whose parent has ended; then the shims, which this folder's containerd made.
meridian_node_end_pods() {
    local folder="$1" pid group
    local deadline=$((SECONDS + 10))
    while pid=$(meridian_node_pod_processes) && [ -n "$pid" ] && [ "$SECONDS" -lt "$deadline" ]; do
        # shellcheck disable=SC2086 # one argument each
        kill -KILL $pid 2>/dev/null || true
        sleep 0.2
    done
    for pid in $(pgrep -f "containerd-shim.* -address $folder/containerd.sock" || true); do
        kill -KILL "$pid" 2>/dev/null || true
    done
    meridian_node_pod_groups -depth -type d | while read -r group; do rmdir "$group" 2>/dev/null || true; done
}

meridian_node_pod_processes() {
    meridian_node_pod_groups -name cgroup.procs -exec cat {} + | sort -nu | grep -vx 0 || true
}

# find in the pods' cgroups; not in those of nodes in containers (kind), which are further down.
meridian_node_pod_groups() {
    local tops=() top
    for top in /sys/fs/cgroup/kubepods /sys/fs/cgroup/*/kubepods; do
        [ ! -d "$top" ] || tops+=("$top")
    done
    [ ${#tops[@]} = 0 ] || find "${tops[@]}" "$@" 2>/dev/null || true
}
