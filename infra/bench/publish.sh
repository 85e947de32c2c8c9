#!/usr/bin/env bash
# A changed table on its way to thousands of parked edges, and what each of them costs the controller.
# shellcheck disable=SC2154 # its parts set variables
set -euo pipefail

usage() {
  cat <<'TEXT'
Usage: infra/bin/bench publish [--edges N] [--changes N] [--origins N]

Starts a controller on one core, and on another a small program that holds 2 000 connections, each of which long polls the table as
an edge does and asks again at once (no 2 000 JVMs: what an edge itself takes to apply a table is not in the figures). Then an operator
changes a weight, 30 times (and 10 times before, which are not counted). A time counts from before the operator's request is sent, so that its durable write and the decision are
in it, until an edge has the whole table. Memory is that of the controller once all edges wait and have had every table, less what it was before
any of them came: what its heap holds after a full collection. What the process is resident with is shown too, but grows by the compiler's work as well.

  --edges N    1 to 4 000 (default 2000; the controller lets 4 096 wait)
  --changes N  1 to 999 (default 30)
  --origins N  0 to 1 000 more origins in the table, which makes it larger (default 0)

The last line is "publish: N edges, applied p50 X ms, p99 Y ms, Z KB of heap an edge". Exits with 1 where p99 is over 1 s, or Z over 20.
TEXT
}

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
root=$(cd "$here/../.." && pwd -P)
for part in ../bin/lib/jdk ../bin/lib/build ../bin/lib/program ../bin/lib/ports lib/processes lib/controller; do
  # shellcheck source=/dev/null
  . "$here/$part.sh"
done

count=2000 changes=30 origins=0
goal_millis=1000 goal_kilobytes=20

main() {
  read_arguments "$@"
  prepare_controller edges
  ulimit -n $((count + 200)) 2>/dev/null || ulimit -n "$(ulimit -H -n)"
  describe_machine
  write_regions >"$world/regions.yaml"
  # Nothing but the operator changes the table: weights are followed strictly, and no decision comes in between.
  start_controller "$world/regions.yaml" --meridian.controller.decision-interval=60s --meridian.controller.policy.headroom=1.0
  describe_table
  # What starting costs, and the first of everything, is not what edges cost.
  load 50 20
  end_load
  local heap_before resident_before heap resident_now answers errors p50 p99
  heap_before=$(live_heap) resident_before=$(resident "$controller")
  load "$count" "$changes"
  read -r _ answers errors p50 p99 <<<"$figures"
  heap=$(($(live_heap) - heap_before)) resident_now=$(($(resident "$controller") - resident_before))
  end_load
  echo "$answers tables of $changes changes, $errors errors; heap $heap_before + $heap KB, resident $resident_before + $resident_now KB"
  verdict "$errors" "$p50" "$p99" "$heap"
}

verdict() {
  awk -v edges="$count" -v errors="$1" -v p50="$2" -v p99="$3" -v memory="$4" -v millis="$goal_millis" -v kilobytes="$goal_kilobytes" 'BEGIN {
    printf "publish: %d edges, applied p50 %.0f ms, p99 %.0f ms, %.1f KB of heap an edge\n", edges, p50 / 1e6, p99 / 1e6, memory / edges
    exit errors > 0 || p99 / 1e6 > millis || memory / edges > kilobytes
  }'
}

# Parks COUNT edges and changes the table CHANGES times; sets figures. The edges stay until end_load.
load() {
  coproc edges { exec taskset -c "$load_core" "$work/edges" "$port" "$1" "$2" edge-token operator-token us-west-2; }
  started+=("$edges_PID")
  read -r -u "${edges[0]}" _ || fail 1 "the edges do not come in"
  echo >&"${edges[1]}"
  read -r -u "${edges[0]}" figures || fail 1 "the edges do not say what they measured"
}

end_load() {
  local pid=$edges_PID
  eval "exec ${edges[1]}>&-"
  wait "$pid" || true
}

# What is reachable, in KB.
live_heap() {
  "$JAVA_HOME/bin/jcmd" "$controller" GC.run >/dev/null
  "$JAVA_HOME/bin/jcmd" "$controller" GC.heap_info | sed -n 's/^\(DefNew\|Tenured\) .* used \([0-9]*\)K.*/\2/p' | awk '{ sum += $1 } END { print sum }'
}

write_regions() {
  local region i
  echo "regions:"
  for region in us-west-2 eu-west-1 ap-southeast-1; do
    echo "  - {name: $region, endpoint: 127.0.0.1, weight: 100, residency: [here]}"
  done
  [ "$origins" = 0 ] || echo "origins:"
  for ((i = 0; i < origins; i++)); do
    echo "  - {name: origin-$i, residency: here}"
  done
}

describe_table() {
  local plain packed
  plain=$(curl -fs -H 'Authorization: Bearer edge-token' "http://127.0.0.1:$port/v1/table" | wc -c)
  packed=$(curl -fs -H 'Authorization: Bearer edge-token' -H 'Accept-Encoding: gzip' "http://127.0.0.1:$port/v1/table" | wc -c)
  echo "a table of $plain bytes, $packed compressed"
}

read_arguments() {
  while [ $# -gt 0 ]; do
    case $1 in
      -h | --help)
        usage
        exit 0
        ;;
      --edges) count=$(number "$1" "${2-}" 1 4000); shift ;;
      --changes) changes=$(number "$1" "${2-}" 1 999); shift ;;
      --origins) origins=$(number "$1" "${2-}" 0 1000); shift ;;
      *) fail 2 "no such option: $1 (see --help)" ;;
    esac
    shift
  done
}

main "$@"
