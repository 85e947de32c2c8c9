# The network of the node of node.sh: a bridge for its pods, and who may reach them. To be sourced by bash before node.sh.
#
#   meridian_node_network FOLDER      makes it, and notes in FOLDER what it changes of the machine's settings
#   meridian_node_forget_network      removes it, and what kube-proxy left

MERIDIAN_NODE_BRIDGE=meridian0
MERIDIAN_NODE_ADDRESS=10.244.0.1
MERIDIAN_NODE_PODS=10.244.0.0/24
MERIDIAN_NODE_SERVICES=10.96.0.0/24

meridian_node_network() {
    local folder="$1" table
    ip link show "$MERIDIAN_NODE_BRIDGE" >/dev/null 2>&1 || ip link add "$MERIDIAN_NODE_BRIDGE" type bridge
    ip address replace "$MERIDIAN_NODE_ADDRESS/24" dev "$MERIDIAN_NODE_BRIDGE"
    ip link set "$MERIDIAN_NODE_BRIDGE" up
    # kube-proxy must see what goes from pod to pod by a Service.
    [ -e /proc/sys/net/bridge ] || modprobe br_netfilter
    # What is set below and by the kubelet is set back in the end.
    sysctl net.bridge.bridge-nf-call-iptables net.ipv4.ip_forward vm.overcommit_memory kernel.panic kernel.panic_on_oops >"$folder/sysctl"
    sysctl -qw net.bridge.bridge-nf-call-iptables=1 net.ipv4.ip_forward=1
    for table in raw filter nat; do
        iptables -w -t "$table" -N MERIDIAN 2>/dev/null || iptables -w -t "$table" -F MERIDIAN
    done
    # Nobody else's packets get in.
    iptables -w -t raw -A MERIDIAN -i lo -j RETURN
    iptables -w -t raw -A MERIDIAN -i "$MERIDIAN_NODE_BRIDGE" -j RETURN
    iptables -w -t raw -A MERIDIAN -d "$MERIDIAN_NODE_PODS" -j DROP
    iptables -w -t raw -A MERIDIAN -d "$MERIDIAN_NODE_SERVICES" -j DROP
    # Docker drops what is forwarded and not its own.
    iptables -w -A MERIDIAN -i "$MERIDIAN_NODE_BRIDGE" -j ACCEPT
    iptables -w -A MERIDIAN -o "$MERIDIAN_NODE_BRIDGE" -j ACCEPT
    # Pods that call the world outside do so as this machine.
    iptables -w -t nat -A MERIDIAN -s "$MERIDIAN_NODE_PODS" ! -o "$MERIDIAN_NODE_BRIDGE" -j MASQUERADE
    meridian_node_rules -I
}

# What leads to the chains; -I or -D.
meridian_node_rules() {
    local rule
    for rule in "raw PREROUTING" "filter FORWARD" "nat POSTROUTING"; do
        # shellcheck disable=SC2086 # a table's name and a chain's
        set -- "$1" $rule
        while iptables -w -t "$2" -D "$3" -j MERIDIAN 2>/dev/null; do :; done
        [ "$1" = -D ] || iptables -w -t "$2" -I "$3" -j MERIDIAN
    done
}

meridian_node_forget_network() {
    local proxy table chain
    command -v iptables >/dev/null || return 0
    proxy="$(meridian_servers)/kube-proxy"
    [ ! -x "$proxy" ] || "$proxy" --cleanup >/dev/null 2>&1 || true
    meridian_node_rules -D
    for table in raw filter nat mangle; do
        # Of kube-proxy, which leaves some, and of the portmap plugin.
        for chain in $(iptables -w -t "$table" -S 2>/dev/null | sed -n 's/^-N \(MERIDIAN\|KUBE-[A-Z0-9-]*\|CNI-[A-Za-z0-9-]*\)$/\1/p'); do
            iptables -w -t "$table" -S | sed -n "s/^-A \(.* -j $chain\)\$/-D \1/p" |
                while read -r rule; do eval "iptables -w -t $table $rule" 2>/dev/null || true; done
            iptables -w -t "$table" -F "$chain" 2>/dev/null || true
        done
        for chain in $(iptables -w -t "$table" -S 2>/dev/null | sed -n 's/^-N \(MERIDIAN\|KUBE-[A-Z0-9-]*\|CNI-[A-Za-z0-9-]*\)$/\1/p'); do
            iptables -w -t "$table" -X "$chain" 2>/dev/null || true
        done
    done
    ip link delete "$MERIDIAN_NODE_BRIDGE" 2>/dev/null || true
}
