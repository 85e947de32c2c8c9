# Real servers for tests and trials where no image of them can be pulled: Kubernetes and Helm, built from pinned Go modules
# (infra/servers), and Debian's etcd. To be sourced by bash.
#
#   meridian_servers             prints the folder they are kept in
#   meridian_require_server ROOT NAME...    builds what is not there yet; NAME is a Go command of infra/servers
#
# MERIDIAN_SERVERS names another folder than ~/.cache/meridian/servers.

meridian_servers() {
    echo "${MERIDIAN_SERVERS:-${XDG_CACHE_HOME:-$HOME/.cache}/meridian/servers}"
}

meridian_require_server() {
    local root="$1" name module servers
    servers=$(meridian_servers)
    mkdir -p "$servers"
    shift
    for name in "$@"; do
        module=$(meridian_server_module "$root" "$name") || return
        # By content, so that a new version is built and an old build is not used for it.
        if [ ! -x "$servers/$name" ] || [ "$(cksum <"$module/go.sum")" != "$(cat "$servers/$name.source" 2>/dev/null)" ]; then
            meridian_build_server "$module" "$name" "$servers" || return
        fi
    done
}

meridian_server_module() {
    local root="$1" name="$2" module
    for module in "$root"/infra/servers/*/; do
        if grep -q "^tool .*/$name\$\|^	.*/cmd/$name\$" "$module/go.mod"; then
            echo "${module%/}"
            return
        fi
    done
    echo "no module in infra/servers has the command $name" >&2
    return 2
}

meridian_build_server() {
    local module="$1" name="$2" servers="$3" command version
    if ! command -v go >/dev/null; then
        echo "building $name needs Go $(sed -n 's/^go \([0-9]*\.[0-9]*\).*/\1/p' "$module/go.mod") or later: https://go.dev/dl" >&2
        return 2
    fi
    command=$(sed -n "s:^\(tool \|	\)\(.*/$name\)\$:\2:p" "$module/go.mod" | head -n 1)
    version=$(sed -n 's:^	k8s.io/kubernetes \(v[0-9.]*\).*:\1:p' "$module/go.mod")
    local stamp="-X k8s.io/component-base/version"
    echo "building $name (a few minutes, once)" >&2
    (cd "$module" && CGO_ENABLED=0 go build -trimpath \
        -ldflags "-s -w ${version:+$stamp.gitVersion=$version $stamp.gitMajor=1 $stamp.gitMinor=$(cut -d . -f 2 <<<"$version")}" \
        -o "$servers/$name.new" "$command") || return
    mv "$servers/$name.new" "$servers/$name"
    cksum <"$module/go.sum" >"$servers/$name.source"
}
