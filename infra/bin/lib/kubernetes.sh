# etcd and a Kubernetes API server of one's own, on loopback. To be sourced by bash after jdk.sh, ports.sh and servers.sh.
#
#   meridian_api_start ROOT FOLDER    starts both; sets KUBECONFIG; all they write is in FOLDER
#   meridian_api_stop FOLDER

meridian_api_start() {
    local root="$1" folder="$2" servers etcd peer port
    meridian_require_command etcd etcd-server
    meridian_require_command openssl openssl
    meridian_require_server "$root" kube-apiserver kubectl || return
    servers=$(meridian_servers)
    mkdir -p "$folder"
    etcd=$(meridian_free_port) && peer=$(meridian_free_port) && port=$(meridian_free_port) || return
    [ -f "$folder/sa.key" ] || openssl genrsa -out "$folder/sa.key" 2048 2>/dev/null
    [ -f "$folder/tokens.csv" ] || printf '%s,admin,uid1,"system:masters"\n' "$(openssl rand -hex 20)" >"$folder/tokens.csv"
    etcd --data-dir "$folder/etcd" --listen-client-urls "http://127.0.0.1:$etcd" \
        --advertise-client-urls "http://127.0.0.1:$etcd" --listen-peer-urls "http://127.0.0.1:$peer" \
        --initial-advertise-peer-urls "http://127.0.0.1:$peer" --initial-cluster "default=http://127.0.0.1:$peer" \
        >"$folder/etcd.log" 2>&1 &
    echo $! >"$folder/etcd.pid"
    "$servers/kube-apiserver" --etcd-servers "http://127.0.0.1:$etcd" --secure-port "$port" --bind-address 127.0.0.1 \
        --cert-dir "$folder/certificates" --service-account-issuer https://kubernetes.default.svc \
        --service-account-key-file "$folder/sa.key" --service-account-signing-key-file "$folder/sa.key" \
        --authorization-mode Node,RBAC --token-auth-file "$folder/tokens.csv" --service-cluster-ip-range 10.96.0.0/24 \
        --allow-privileged=true >"$folder/kube-apiserver.log" 2>&1 &
    echo $! >"$folder/kube-apiserver.pid"
    export KUBECONFIG="$folder/kubeconfig"
    meridian_kubeconfig "https://127.0.0.1:$port" "$(cut -d , -f 1 "$folder/tokens.csv")" >"$KUBECONFIG"
    meridian_api_await "$servers/kubectl" "$folder"
}

# The certificate is the server's own, made a moment ago on this machine and asked for over loopback.
meridian_kubeconfig() {
    cat <<YAML
apiVersion: v1
kind: Config
current-context: meridian
contexts: [{name: meridian, context: {cluster: meridian, user: admin}}]
clusters: [{name: meridian, cluster: {server: $1, insecure-skip-tls-verify: true}}]
users: [{name: admin, user: {token: $2}}]
YAML
}

meridian_api_await() {
    local deadline=$((SECONDS + 120))
    until "$1" get --raw /readyz >/dev/null 2>&1; do
        if [ "$SECONDS" -gt "$deadline" ] || ! kill -0 "$(cat "$2/kube-apiserver.pid")" 2>/dev/null; then
            meridian_say "the API server did not become ready; it said last:"
            tail -n 5 "$2/kube-apiserver.log" >&2
            return 1
        fi
        sleep 1
    done
}

meridian_api_stop() {
    local name pid
    for name in kube-apiserver etcd; do
        pid=$(cat "$1/$name.pid" 2>/dev/null) || continue
        kill "$pid" 2>/dev/null || true
        while kill -0 "$pid" 2>/dev/null; do sleep 0.1; done
        rm -f "$1/$name.pid"
    done
}
