#!/usr/bin/env bash
# The edge against nginx as a plain reverse proxy: requests per second of CPU, in interleaved rounds.
set -uo pipefail

usage() {
  cat <<'TEXT'
Usage: infra/bin/bench edge [OPTION...]

Sends a 1 KB JSON POST to /v1/chat/completions over 64 connections, in turns through nginx and through the edge, to the
same upstream, which answers a fixed 1 KB completion. Each proxy has one core of its own; wrk and the upstream share
another. What counts is requests per second of CPU that the proxy used (/proc/PID/stat), so that the load's own noise
falls out; requests per second and latencies are printed beside it. The last line is "edge: A x nginx": the median of the
rounds' ratios, since the two halves of a round see the same machine while it drifts from round to round.

  --rounds N      rounds of each proxy (default 5)
  --seconds N     length of a round (default 6)
  --warm-up N     seconds of load on each proxy before the first round (default 30: the JIT compiler shares the core)
  --at-least A    exit with 1 if the ratio is below A
  --self          a second nginx in the edge's place: shows how far the machine's noise goes (1.00 is ideal)
  --no-build      measure the jar that is there

MERIDIAN_JAVA_OPTS are more options for the edge's JVM. Linux only, at least 2 cores.
Exit codes: 0 measured; 1 a request failed or the ratio is too low; 2 wrong usage, or something is missing.
TEXT
}

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P) || exit 2
root=$(cd "$here/../.." && pwd -P) || exit 2
. "$root/infra/bin/lib/jdk.sh"
. "$root/infra/bin/lib/build.sh"
. "$root/infra/bin/lib/program.sh"

connections=64
rounds=5 seconds=6 warm_up=30 at_least=0 candidate=edge build=yes
started=()

main() {
  read_arguments "$@"
  require_tools
  choose_cores
  work=$(mktemp -d) || exit 2
  # nginx's worker is another user and must reach its folders.
  chmod 755 "$work"
  trap stop_all EXIT
  trap 'exit 130' INT TERM
  start_world
  measure
}

read_arguments() {
  while [ $# -gt 0 ]; do
    case $1 in
      -h | --help)
        usage
        exit 0
        ;;
      --rounds) rounds=$(number "$1" "${2:-}") || exit 2; shift ;;
      --seconds) seconds=$(number "$1" "${2:-}") || exit 2; shift ;;
      --warm-up) warm_up=$(number "$1" "${2:-}") || exit 2; shift ;;
      --at-least) at_least=${2:?--at-least needs a ratio}; shift ;;
      --self) candidate=nginx2 ;;
      --no-build) build=no ;;
      *) fail 2 "no such option: $1 (see --help)" ;;
    esac
    shift
  done
}

# Bounds every duration and count: a bench stops by itself.
number() {
  [[ $2 =~ ^[1-9][0-9]{0,2}$ ]] || fail 2 "$1 needs a number from 1 to 999, not '$2'"
  echo "$2"
}

fail() {
  local code=$1
  shift
  printf 'bench: %s\n' "$*" >&2
  exit "$code"
}

require_tools() {
  [ -r /proc/self/stat ] || fail 2 "needs Linux: it reads CPU times from /proc"
  meridian_require_command nginx nginx-light
  meridian_require_command wrk wrk
  meridian_require_command curl curl
  meridian_require_command taskset util-linux
  if [ "$candidate" = edge ]; then
    meridian_require_jdk25
    [ "$build" = no ] || meridian_build "$root" "$root/edge-proxy/target/built" edge-proxy
    [ -f "$root/edge-proxy/target/edge-proxy.jar" ] || fail 2 "edge-proxy/target/edge-proxy.jar is missing; leave out --no-build"
  fi
}

# The proxy's core, and where wrk and the upstream run: one core for both, or one each where there are three.
choose_cores() {
  local cores
  # The kernel's list has ranges ("0-3,8"); one core a line is easier to take apart.
  mapfile -t cores < <(taskset -cp $$ | sed 's/.*: //' | tr , '\n' | awk -F- '{ for (c = $1; c <= ($2 == "" ? $1 : $2); c++) print c }')
  [ ${#cores[@]} -ge 2 ] || fail 2 "needs at least 2 cores"
  proxy_core=${cores[0]} load_core=${cores[1]} upstream_core=${cores[2]:-${cores[1]}}
}

start_world() {
  upstream_port=$(free_port) && start_nginx upstream "$upstream_core" "$upstream_port"
  upstream_pid=$last_pid
  nginx_port=$(free_port) && start_nginx nginx "$proxy_core" "$nginx_port"
  nginx_pid=$last_pid
  candidate_port=$(free_port)
  if [ "$candidate" = edge ]; then
    start_edge
  else
    start_nginx nginx2 "$proxy_core" "$candidate_port"
  fi
  candidate_pid=$last_pid
  await_answer upstream "$upstream_pid" "$upstream_port"
  await_answer nginx "$nginx_pid" "$nginx_port"
  await_answer "$candidate" "$candidate_pid" "$candidate_port"
}

# Below the range from which the kernel takes ports for outgoing connections.
free_port() {
  local port
  for _ in {1..100}; do
    port=$((20000 + RANDOM % 10000))
    (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || { echo "$port"; return; }
  done
  fail 1 "found no free port in 100 tries"
}

start_nginx() {
  local name=$1 core=$2 port=$3 template="$here/nginx-proxy.conf"
  [ "$name" = upstream ] && template="$here/nginx-upstream.conf"
  mkdir "$work/$name"
  sed -e "s|@PORT@|$port|" -e "s|@UPSTREAM_PORT@|$upstream_port|" -e "s|@BODY@|$(completion)|" "$template" >"$work/$name/nginx.conf"
  start "$name" taskset -c "$core" nginx -p "$work/$name/" -c nginx.conf -e stderr -g 'daemon off;'
}

# A chat completion of 1 KB.
completion() {
  local head='{"id":"chatcmpl-bench","object":"chat.completion","created":1767225600,"model":"gpt-4o-mini","choices":[{"index":0,"message":{"role":"assistant","content":"'
  local tail='"},"finish_reason":"stop"}],"usage":{"prompt_tokens":256,"completion_tokens":192,"total_tokens":448}}'
  local filler
  printf -v filler '%*s' $((1024 - ${#head} - ${#tail})) ''
  echo "$head${filler// /b}$tail"
}

# The edge as it is in production, without a controller: one region, its own, gets everything.
start_edge() {
  mkdir "$work/edge"
  cat >"$work/edge/table.json" <<JSON
{
  "schema": 1,
  "version": {"epoch": 1, "version": 1},
  "decidedAt": "2026-11-24T10:00:00Z",
  "origins": {
    "bench": {"shares": {"bench": 10000}, "shed": 0},
    "default": {"shares": {"bench": 10000}, "shed": 0}
  },
  "regions": {"bench": {"endpoint": "http://127.0.0.1:$candidate_port", "kind": "EDGE", "health": "HEALTHY"}}
}
JSON
  meridian_prepare "$root" edge-proxy
  HOLYSHEEP_BASE_URL="http://127.0.0.1:$upstream_port/v1" HOLYSHEEP_API_KEY=bench-key LOG_LEVEL=WARN \
    start edge taskset -c "$proxy_core" "$JAVA_HOME/bin/java" "${MERIDIAN_PROGRAM[@]}" \
    --meridian.edge.address=127.0.0.1 --meridian.edge.port="$candidate_port" --meridian.edge.origin=bench \
    --meridian.edge.name=bench --meridian.edge.table-file="$work/edge/table.json"
}

# Runs a command in the background with its output in a file; last_pid is its process.
start() {
  local name=$1
  shift
  (cd "$work/$name" && exec "$@") >"$work/$name/output.log" 2>&1 </dev/null &
  last_pid=$!
  started+=("$last_pid")
}

stop_all() {
  local pid
  for pid in ${started[@]+"${started[@]}"}; do
    kill "$pid" 2>/dev/null
  done
  wait
  rm -rf "$work"
}

await_answer() {
  local name=$1 pid=$2 port=$3 deadline=$((SECONDS + 30)) status=none
  while [ "$SECONDS" -lt "$deadline" ] && kill -0 "$pid" 2>/dev/null; do
    status=$(curl -s -o "$work/$name/answer" -w '%{http_code}' -m 5 -H 'Authorization: Bearer bench-key' \
      -H 'Content-Type: application/json' -d '{"model":"gpt-4o-mini","messages":[{"role":"user","content":"hello"}]}' \
      "http://127.0.0.1:$port/v1/chat/completions")
    if [ "$status" = 200 ]; then
      grep -q '"id":"chatcmpl-bench"' "$work/$name/answer" || fail 1 "$name answered with something else than the upstream's completion"
      return
    fi
    sleep 0.2
  done
  tail -n 5 "$work/$name/output.log" >&2
  kill -0 "$pid" 2>/dev/null || fail 1 "$name ended before it answered; its last lines are above"
  fail 1 "$name did not answer 200 within 30 s (last status $status); its last lines are above"
}

measure() {
  echo "nginx $(nginx -v 2>&1 | sed 's:.*/::'), $connections connections, $rounds rounds of $seconds s; proxies on core $proxy_core, wrk on $load_core, upstream on $upstream_core"
  load "$nginx_port" "$warm_up" >/dev/null
  load "$candidate_port" "$warm_up" >/dev/null
  printf '%-5s %-7s %12s %12s %10s %9s %9s\n' round proxy req/CPU-s req/s CPU p50 p99
  local round
  for ((round = 1; round <= rounds; round++)); do
    run_round "$round" nginx "$nginx_pid" "$nginx_port"
    run_round "$round" "$candidate" "$candidate_pid" "$candidate_port"
  done
  verdict
}

# One line of the table on standard output, and "proxy req/CPU-s req/s CPU%" in the results file.
run_round() {
  local round=$1 proxy=$2 pid=$3 port=$4 before after requests errors p50 p99
  before=$(cpu_ticks "$pid")
  read -r _ requests errors p50 p99 < <(load "$port" "$seconds")
  after=$(cpu_ticks "$pid")
  if [ -z "${requests:-}" ] || [ "$after" -le "$before" ]; then
    fail 1 "round $round of $proxy measured nothing"
  fi
  [ "$errors" = 0 ] || fail 1 "$errors of $requests requests failed in round $round of $proxy"
  awk -v round="$round" -v proxy="$proxy" -v n="$requests" -v ticks=$((after - before)) -v hz="$(getconf CLK_TCK)" \
    -v wall="$seconds" -v p50="$p50" -v p99="$p99" -v results="$work/results" 'BEGIN {
      cpu = ticks / hz
      printf "%-5d %-7s %12.0f %12.0f %8.0f %% %6.2f ms %6.2f ms\n", round, proxy, n / cpu, n / wall, 100 * cpu / wall, p50 / 1000, p99 / 1000
      print proxy, n / cpu, n / wall, 100 * cpu / wall >> results
    }'
}

load() {
  taskset -c "$load_core" wrk -t 1 -c "$connections" -d "${2}s" --timeout 5s -s "$here/post.lua" \
    "http://127.0.0.1:$1/v1/chat/completions" | grep '^round '
}

# User and system time of a process and its children's processes, all threads, in clock ticks.
cpu_ticks() {
  local pid total=0 user system
  for pid in "$1" $(cat "/proc/$1/task/$1/children" 2>/dev/null); do
    # The command's name may hold spaces; it ends at the last parenthesis.
    read -r user system < <(sed 's/.*) //' "/proc/$pid/stat" | cut -d ' ' -f 12,13)
    total=$((total + user + system))
  done
  echo "$total"
}

verdict() {
  echo
  summary nginx
  summary "$candidate"
  warn_if_idle nginx
  warn_if_idle "$candidate"
  awk -v candidate="$candidate" -v ratio="$(ratios | median)" -v lowest="$(ratios | head -n 1)" -v highest="$(ratios | tail -n 1)" \
    -v least="$at_least" 'BEGIN {
    printf "rounds: %.2f to %.2f x nginx\n%s: %.2f x nginx\n", lowest, highest, candidate, ratio
    exit ratio < least
  }'
}

summary() {
  printf '%s: %.0f requests per CPU-second (median; %.0f to %.0f), %.0f requests/s (median)\n' "$1" \
    "$(column "$1" 2 | median)" "$(column "$1" 2 | head -n 1)" "$(column "$1" 2 | tail -n 1)" "$(column "$1" 3 | median)"
}

# A proxy that waits for load handles fewer requests each time it wakes, so that each costs more.
warn_if_idle() {
  awk -v proxy="$1" -v cpu="$(column "$1" 4 | median)" 'BEGIN {
    if (cpu < 80) printf "note: %s used only %.0f %% of its core: the load was too low or the machine busy, so its figure is too low\n", proxy, cpu
  }'
}

# Of each round, what the candidate did for every request of nginx; sorted.
ratios() {
  awk '$1 == "nginx" { nginx = $2 } $1 != "nginx" { print $2 / nginx }' "$work/results" | sort -g
}

column() {
  awk -v proxy="$1" -v column="$2" '$1 == proxy { print $column }' "$work/results" | sort -g
}

median() {
  awk '{ v[NR] = $1 } END { print NR % 2 ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2 }'
}

main "$@"
