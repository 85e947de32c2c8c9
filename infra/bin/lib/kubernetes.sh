# etcd and a Kubernetes API server of one's own, on loopback. To be sourced by bash after jdk.sh, ports.sh and servers.sh.
#
#   meridian_api_start ROOT FOLDER [ADDRESS [FLAG...]]    starts both, the API server on that address and with those flags more;
#                                                         sets KUBECONFIG; all they write is in FOLDER
#   meridian_api_stop FOLDER
#   meridian_part_start FOLDER NAME COMMAND...            starts one program that outlives this shell: FOLDER/NAME.{pid,log}
#   meridian_part_runs FOLDER NAME                        whether it does
#   meridian_part_stop FOLDER NAME

meridian_api_start() {
    local root="$1" folder="$2" address="${3:-127.0.0.1}" servers etcd peer port
    shift $(($# < 3 ? $# : 3))
    meridian_require_command etcd etcd-server
    meridian_require_command openssl openssl
    meridian_require_server "$root" kube-apiserver kubectl || return
    servers=$(meridian_servers)
    mkdir -p "$folder"
    etcd=$(meridian_free_port) && peer=$(meridian_free_port) && port=$(meridian_free_port) || return
    [ -f "$folder/sa.key" ] || openssl genrsa -out "$folder/sa.key" 2048 2>/dev/null
    [ -f "$folder/tokens.csv" ] || (
        umask 077
        printf '%s,admin,uid1,"system:masters"\n' "$(openssl rand -hex 20)" >"$folder/tokens.csv"
    )
    meridian_part_start "$folder" etcd etcd --data-dir "$folder/etcd" --listen-client-urls "http://127.0.0.1:$etcd" \
        --advertise-client-urls "http://127.0.0.1:$etcd" --listen-peer-urls "http://127.0.0.1:$peer" \
        --initial-advertise-peer-urls "http://127.0.0.1:$peer" --initial-cluster "default=http://127.0.0.1:$peer"
    meridian_part_start "$folder" kube-apiserver "$servers/kube-apiserver" --etcd-servers "http://127.0.0.1:$etcd" \
        --secure-port "$port" --bind-address "$address" \
        --cert-dir "$folder/certificates" --service-account-issuer https://kubernetes.default.svc \
        --service-account-key-file "$folder/sa.key" --service-account-signing-key-file "$folder/sa.key" \
        --authorization-mode Node,RBAC --token-auth-file "$folder/tokens.csv" --service-cluster-ip-range 10.96.0.0/24 \
        --allow-privileged=true "$@"
    export KUBECONFIG="$folder/kubeconfig"
    (
        umask 077
        meridian_kubeconfig "https://$address:$port" "$(cut -d , -f 1 "$folder/tokens.csv")" >"$KUBECONFIG"
    )
    meridian_api_await "$servers/kubectl" "$folder"
}

# A session of its own, so that neither Ctrl-C nor a closed terminal ends it.
meridian_part_start() {
    local folder="$1" name="$2"
    shift 2
    setsid "$@" >"$folder/$name.log" 2>&1 </dev/null &
    echo $! >"$folder/$name.pid"
}

# A number from before a restart of the machine may be another process's by now.
meridian_part_runs() {
    local pid
    pid=$(cat "$1/$2.pid" 2>/dev/null) && tr '\0' ' ' 2>/dev/null <"/proc/$pid/cmdline" | grep -qF -- "$1/"
}

meridian_part_stop() {
    local folder="$1" name="$2" pid deadline=$((SECONDS + 20))
    if meridian_part_runs "$folder" "$name"; then
        pid=$(cat "$folder/$name.pid")
        kill "$pid" 2>/dev/null || true
        while kill -0 "$pid" 2>/dev/null; do
            [ "$SECONDS" -lt "$deadline" ] || kill -KILL "$pid" 2>/dev/null || true
            sleep 0.1
        done
    fi
    rm -f "$folder/$name.pid"
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
    meridian_part_stop "$1" kube-apiserver
    meridian_part_stop "$1" etcd
}
