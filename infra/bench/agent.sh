#!/usr/bin/env bash
# A region-agent's memory and CPU in a cluster of many pods and nodes.
set -euo pipefail

usage() {
  cat <<'TEXT'
Usage: infra/bin/bench agent [--pods N] [--nodes N] [--seconds N]

Starts an API server of its own on loopback with fake nodes and fake edge pods (1000 pods on 100 nodes), a controller and one
region-agent that watches all of them and probes those of its node, once a second. Measures the agent's memory and CPU at rest for
60 seconds, then while the pods of the whole region become unready and ready again. The same for an agent that does not watch.
The last line is "agent: N MiB, N m CPU at N pods, N nodes".
TEXT
}

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd -P)
for part in jdk build program ports servers kubernetes; do
  # shellcheck source=/dev/null
  . "$root/infra/bin/lib/$part.sh"
done

pods=1000 nodes=100 seconds=60 namespace=ai-services
started=()

main() {
  read_arguments "$@"
  meridian_require_jdk25
  meridian_require_command curl curl
  meridian_require_command python3 python3
  scratch=$(mktemp -d)
  trap stop EXIT
  meridian_build "$root" "$root/target/bench-agent.built" controller region-agent
  meridian_api_start "$root" "$scratch/kubernetes"
  token=$(cut -d , -f 1 "$scratch/kubernetes/tokens.csv")
  api=$(sed -n 's/.*server: \([^,]*\),.*/\1/p' "$KUBECONFIG")
  make_objects
  start_edges
  start_controller
  echo "region-agent that does not watch"
  start_agent --meridian.agent.edges="http://127.1.0.1:$edge_port"
  measure rest
  end_agent
  echo "region-agent that watches $pods pods and its node of $nodes"
  start_agent --meridian.agent.cluster.enabled=true --meridian.agent.cluster.node=node-0 \
    --meridian.agent.cluster.namespace="$namespace" --meridian.agent.cluster.service=ai-proxy \
    --meridian.agent.cluster.deployment=ai-proxy --meridian.agent.cluster.edge-port="$edge_port"
  await_pods
  measure rest
  local memory=$rss_mib cpu=$milli_cpu
  (seq 0 $((pods - 1)) | change_status False && seq 0 $((pods - 1)) | change_status True) &
  measure "all pods change twice"
  wait $!
  echo "agent: $((memory > rss_mib ? memory : rss_mib)) MiB, $cpu m CPU at $pods pods, $nodes nodes"
}

read_arguments() {
  while [ $# -gt 0 ]; do
    case $1 in
      -h | --help)
        usage
        exit 0
        ;;
      --pods | --nodes | --seconds)
        [[ ${2-} =~ ^[1-9][0-9]{0,3}$ ]] || wrong_usage "$1 needs a number from 1 to 9999"
        printf -v "${1#--}" %s "$2"
        shift
        ;;
      *) wrong_usage "no such option: $1" ;;
    esac
    shift
  done
}

wrong_usage() {
  echo "bench agent: $1" >&2
  exit 2
}

# Pods have addresses of loopback only: an agent probes them.
make_objects() {
  echo "making $nodes nodes and $pods pods"
  {
    echo '{"apiVersion": "v1", "kind": "List", "items": [{"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": "'$namespace'"}},'
    echo '{"apiVersion": "v1", "kind": "ServiceAccount", "metadata": {"name": "default", "namespace": "'$namespace'"}},'
    echo '{"apiVersion": "apps/v1", "kind": "Deployment", "metadata": {"name": "ai-proxy", "namespace": "'$namespace'"},
      "spec": {"replicas": '"$pods"', "selector": {"matchLabels": {"app": "ai-proxy"}}, "template": {"metadata": {"labels": {"app": "ai-proxy"}},
      "spec": {"containers": [{"name": "edge-proxy", "image": "none"}]}}}},'
    local i
    for ((i = 0; i < nodes; i++)); do
      echo '{"apiVersion": "v1", "kind": "Node", "metadata": {"name": "node-'"$i"'"}},'
    done
    for ((i = 0; i < pods; i++)); do
      pod "$i"
      [ "$i" = $((pods - 1)) ] || echo ,
    done
    echo ']}'
  } >"$scratch/objects.json"
  "$(meridian_servers)/kubectl" create -f "$scratch/objects.json" >/dev/null
  seq 0 $((pods - 1)) | change_status True
}

# As long as a real one, which its chart's labels, probes, volumes and environment make some 6 KB.
pod() {
  printf '{"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "ai-proxy-%s", "namespace": "%s", "labels": {"app": "ai-proxy"},
    "annotations": {"filler": "%s"}}, "spec": {"nodeName": "node-%s", "automountServiceAccountToken": false,
    "containers": [{"name": "edge-proxy", "image": "none"}]}}\n' "$1" "$namespace" "$(printf 'x%.0s' {1..4000})" $(($1 % nodes))
}

change_status() {
  local i ready=$1
  while read -r i; do
    printf 'url = "%s/api/v1/namespaces/%s/pods/ai-proxy-%s/status"\ndata = "{\\"status\\": {\\"phase\\": \\"Running\\", \\"podIP\\": \\"127.1.%s.%s\\", \\"podIPs\\": [{\\"ip\\": \\"127.1.%s.%s\\"}], \\"conditions\\": [{\\"type\\": \\"Ready\\", \\"status\\": \\"%s\\"}]}}"\n' \
      "$api" "$namespace" "$i" $((i / nodes)) $((i % nodes + 1)) $((i / nodes)) $((i % nodes + 1)) "$ready"
  done | awk -v auth="$token" '
    /^url/ && NR > 1 { print "next" }
    /^url/ { print "insecure\nsilent\nfail\noutput = /dev/null\nrequest = PATCH\nheader = \"Authorization: Bearer " auth "\"\nheader = \"Content-Type: application/merge-patch+json\"" }
    { print }' | curl -K - >/dev/null
}

# Answers as ready edges at the addresses of the pods of node-0, and nowhere else.
start_edges() {
  edge_port=$(meridian_free_port)
  python3 - "$edge_port" $(((pods + nodes - 1) / nodes)) >"$scratch/edges.log" 2>&1 <<'PYTHON' &
import http.server, sys, threading

class Ready(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    def do_GET(self):
        self.send_response(200)
        self.send_header("content-length", "0")
        self.end_headers()
    def log_message(self, *arguments):
        pass

servers = [http.server.ThreadingHTTPServer((f"127.1.{i}.1", int(sys.argv[1])), Ready) for i in range(int(sys.argv[2]))]
for server in servers:
    threading.Thread(target=server.serve_forever).start()
PYTHON
  started+=($!)
}

start_controller() {
  controller_port=$(meridian_free_port)
  printf 'regions:\n  - {name: us-west-2, endpoint: "127.1.0.1:%s", weight: 1, enabled: true}\n' "$edge_port" >"$scratch/regions.yaml"
  meridian_prepare "$root" controller
  "$JAVA_HOME/bin/java" "${MERIDIAN_PROGRAM[@]}" --server.port="$controller_port" --server.address=127.0.0.1 \
    --meridian.controller.regions-file="$scratch/regions.yaml" --meridian.controller.data-dir="$scratch/data" \
    >"$scratch/controller.log" 2>&1 &
  started+=($!)
}

start_agent() {
  meridian_prepare "$root" region-agent
  agent_port=$(meridian_free_port)
  # As in a pod, without a kubeconfig, whose reading costs memory of its own.
  KUBERNETES_MASTER=$api KUBERNETES_AUTH_TOKEN=$token KUBERNETES_TRUST_CERTIFICATES=true KUBERNETES_AUTH_TRYKUBECONFIG=false \
    "$JAVA_HOME/bin/java" "${MERIDIAN_PROGRAM[@]}" --server.port="$agent_port" --server.address=127.0.0.1 \
    --meridian.agent.region=us-west-2 --meridian.agent.controller-url="http://127.0.0.1:$controller_port" "$@" \
    >"$scratch/agent.log" 2>&1 &
  agent=$!
  started+=("$agent")
}

end_agent() {
  kill "$agent"
  wait "$agent" 2>/dev/null || true
}

await_pods() {
  local deadline=$((SECONDS + 60))
  until curl -fs "http://127.0.0.1:$agent_port/metrics" | grep -q "^meridian_agent_cluster_pods{state=\"ready\"} $pods"; do
    if [ "$SECONDS" -gt "$deadline" ]; then
      echo "the agent does not know of $pods ready pods; it said last:" >&2
      tail -n 5 "$scratch/agent.log" >&2
      return 1
    fi
    sleep 1
  done
}

# Sets rss_mib and milli_cpu.
measure() {
  local before after ticks
  ticks=$(getconf CLK_TCK)
  sleep 30 # what starting costs is not what resting does
  before=$(cpu_ticks)
  sleep "$seconds"
  after=$(cpu_ticks)
  milli_cpu=$(((after - before) * 1000 / ticks / seconds))
  rss_mib=$(($(status VmHWM) / 1024))
  printf '  %-24s %4d MiB at most so far (%d now, of which %d anonymous), %3d m CPU\n' "$1" "$rss_mib" \
    $(($(status VmRSS) / 1024)) $(($(status RssAnon) / 1024)) "$milli_cpu"
}

status() {
  sed -n "s/^$1:[^0-9]*\([0-9]*\) kB/\1/p" "/proc/$agent/status"
}

cpu_ticks() {
  awk '{ print $14 + $15 }' "/proc/$agent/stat"
}

stop() {
  local pid
  for pid in ${started[@]+"${started[@]}"}; do
    kill "$pid" 2>/dev/null || true
  done
  meridian_api_stop "$scratch/kubernetes"
  rm -rf "$scratch"
}

main "$@"
