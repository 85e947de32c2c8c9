# shellcheck shell=bash disable=SC2034,SC2154 # edge.sh and its other parts share variables
# How each proxy under test is started, at its best. Sourced by edge.sh.
#
#   start_proxy NAME PORT UPSTREAM_PORT    NAME is nginx, nginx2, haproxy, edge, edge-busy, litellm or portkey; last_pid is its process

# Streams that are open at once need a socket on either side; some are left for the rest.
spare_sockets=200

# Their defaults, in bytes, are the best for small bodies; a load may set others.
nginx_buffer=4096 haproxy_buffer=16384

# What turns the edge's access log on.
edge_access_log=()

start_proxy() {
  local name=$1 port=$2 upstream_port=$3
  mkdir "$world/$name"
  case $name in
    nginx | nginx2) start_nginx "$@" ;;
    *) "start_$name" "$@" ;;
  esac
}

start_nginx() {
  fill "$here/proxies/nginx.conf" "$2" "$3" >"$world/$1/nginx.conf"
  start "$1" taskset -c "$proxy_core" nginx -p "$world/$1/" -c nginx.conf -e stderr -g 'daemon off;'
}

start_haproxy() {
  fill "$here/proxies/haproxy.cfg" "$2" "$3" >"$world/haproxy/haproxy.cfg"
  start haproxy taskset -c "$proxy_core" haproxy -db -f haproxy.cfg
}

# A proxy's file with its ports, and with room for the streams of the load "idle".
fill() {
  sed -e "s|@PORT@|$2|" -e "s|@UPSTREAM_PORT@|$3|" -e "s|@CONNECTIONS@|$((streams + spare_sockets))|" \
    -e "s|@SOCKETS@|$((3 * (streams + spare_sockets)))|" -e "s|@NGINX_BUFFER@|$nginx_buffer|" \
    -e "s|@HAPROXY_BUFFER@|$haproxy_buffer|" "$1"
}

# The edge as it is in production, without a controller: one region, its own, gets everything.
start_edge() {
  local port=$2
  cat >"$world/$1/table.json" <<JSON
{
  "schema": 1,
  "version": {"epoch": 1, "version": 1},
  "decidedAt": "2026-11-24T10:00:00Z",
  "origins": {
    "bench": {"shares": {"bench": 10000}, "shed": 0},
    "default": {"shares": {"bench": 10000}, "shed": 0}
  },
  "regions": {"bench": {"endpoint": "http://127.0.0.1:$port", "kind": "EDGE", "health": "HEALTHY"}}
}
JSON
  local -a more
  read -r -a more <<<"${MERIDIAN_EDGE_SETTINGS-}"
  meridian_prepare "$root" edge-proxy
  HOLYSHEEP_BASE_URL="http://127.0.0.1:$3/v1" HOLYSHEEP_API_KEY=bench-key LOG_LEVEL=WARN \
    start "$1" taskset -c "$proxy_core" "$JAVA_HOME/bin/java" "${MERIDIAN_PROGRAM[@]}" \
    --meridian.edge.address=127.0.0.1 --meridian.edge.port="$port" --meridian.edge.origin=bench \
    --meridian.edge.name=bench --meridian.edge.table-file="$world/$1/table.json" \
    --meridian.edge.config-file="$here/proxies/edge/config.yaml" --meridian.edge.retry-file="$here/proxies/edge/retry.yaml" \
    --meridian.edge.limits.upstream-connections=20000 --meridian.edge.limits.stream-idle=10m \
    ${edge_access_log[@]+"${edge_access_log[@]}"} ${more[@]+"${more[@]}"} "${@:4}"
}

# Without a pause longer than between two events it never sleeps.
start_edge-busy() {
  start_edge "$@" --meridian.edge.busy-poll=300us
}

# One worker, since it has one core; nothing that calls out to the internet.
start_litellm() {
  fill "$here/proxies/litellm.yaml" "$2" "$3" >"$world/litellm/litellm.yaml"
  LITELLM_LOCAL_MODEL_COST_MAP=True LITELLM_MODE=PRODUCTION LITELLM_LOG=ERROR \
    start litellm taskset -c "$proxy_core" "$litellm_home/bin/litellm" --config litellm.yaml --host 127.0.0.1 --port "$2" \
    --num_workers 1 --telemetry False
}

# Its provider and its upstream are headers of each request (request_headers).
start_portkey() {
  NODE_ENV=production start portkey taskset -c "$proxy_core" node \
    "$portkey_home/node_modules/@portkey-ai/gateway/build/start-server.js" --port="$2" --headless
}
