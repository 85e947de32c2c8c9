#!/usr/bin/env bash
# How many agents' reports a second the controller takes on one core.
# shellcheck disable=SC2154 # its parts set variables
set -euo pipefail

usage() {
  cat <<'TEXT'
Usage: infra/bin/bench reports [--seconds N] [--warm-up N] [--connections N]

Starts a controller on one core, with tokens, and on another a small program that sends reports of 10 000 agents (as many as the controller
remembers) over 200 connections, each as fast as it is answered. Each report is as long as docs/wire/report.json. The controller
decides from all of them every 5 s meanwhile, on the same core.

  --seconds N      1 to 999 (default 20)
  --warm-up N      seconds before these, 1 to 999 (default 40: the JIT compiler shares the core)
  --connections N  1 to 4 000 (default 200)

The last line is "reports: N a second on one core, resident M MB". Exits with 1 where N is below 10 000, a report is
refused, or M is over 512, of which the heap is 256 at most.
TEXT
}

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
root=$(cd "$here/../.." && pwd -P)
for part in ../bin/lib/jdk ../bin/lib/build ../bin/lib/program ../bin/lib/ports lib/processes lib/controller; do
  # shellcheck source=/dev/null
  . "$here/$part.sh"
done

seconds=20 warm_up=40 connections=200
agents=10000
goal_rate=10000 goal_megabytes=512

main() {
  read_arguments "$@"
  prepare_controller reports
  ulimit -n $((connections + 200)) 2>/dev/null || ulimit -n "$(ulimit -H -n)"
  describe_machine
  printf 'regions:\n  - {name: us-west-2, endpoint: 127.0.0.1, weight: 100}\n  - {name: eu-west-1, endpoint: 127.0.0.1, weight: 100}\n' \
    >"$world/regions.yaml"
  start_controller "$world/regions.yaml"
  write_report >"$world/report.json"
  echo "$connections connections, $agents agents, a report of $(wc -c <"$world/report.json") bytes; $warm_up s of warm-up, then $seconds s"
  local answered errors p50 p99
  (sleep "$warm_up" && cpu_ticks "$controller" >"$world/ticks" && compiler_ticks >"$world/compiler") &
  read -r _ answered errors p50 p99 < <(taskset -c "$load_core" "$work/reports" "$port" "$connections" "$agents" "$warm_up" "$seconds" agent-token "$world/report.json")
  verdict "$answered" "$errors" "$p50" "$p99" "$(($(resident "$controller") / 1024))" \
    $(($(cpu_ticks "$controller") - $(cat "$world/ticks"))) $(($(compiler_ticks) - $(cat "$world/compiler")))
}

# Of the JIT compiler, which shares the core until all is compiled.
compiler_ticks() {
  local task total=0 user system
  for task in /proc/"$controller"/task/*; do
    [[ $(cat "$task/comm" 2>/dev/null) == C[12]\ Compiler* ]] || continue
    read -r user system < <(sed 's/.*) //' "$task/stat" | cut -d ' ' -f 12,13)
    total=$((total + user + system))
  done
  echo "$total"
}

verdict() {
  awk -v answered="$1" -v errors="$2" -v p50="$3" -v p99="$4" -v megabytes="$5" -v ticks="$6" -v compiler="$7" -v seconds="$seconds" \
    -v hertz="$(getconf CLK_TCK)" -v rate="$goal_rate" -v most="$goal_megabytes" 'BEGIN {
    printf "%d answered 204, %d refused; p50 %.1f ms, p99 %.1f ms; %.0f us of CPU each", answered, errors, p50 / 1e6, p99 / 1e6, ticks / hertz * 1e6 / answered
    printf "; the controller had %.0f %% of its core, its JIT compiler %.0f %%\n", ticks / hertz / seconds * 100, compiler / hertz / seconds * 100
    printf "reports: %.0f a second on one core, resident %d MB\n", answered / seconds, megabytes
    exit errors > 0 || answered / seconds < rate || megabytes > most
  }'
}

# docs/wire/report.json in one line, of a region that there is, with room for what differs.
write_report() {
  tr -d '\n' <"$root/docs/wire/report.json" | sed -e 's/  */ /g' -e 's/"region": "eu-west-1"/"region": "us-west-2"/' \
    -e 's/"us-west-2": {"succeeded"/"eu-west-1": {"succeeded"/' -e 's/agent-eu-0/agent-SENDERNO/' -e 's/"sequence": 42/"sequence": 999999999/'
}

read_arguments() {
  while [ $# -gt 0 ]; do
    case $1 in
      -h | --help)
        usage
        exit 0
        ;;
      --seconds) seconds=$(number "$1" "${2-}" 1 999); shift ;;
      --warm-up) warm_up=$(number "$1" "${2-}" 1 999); shift ;;
      --connections) connections=$(number "$1" "${2-}" 1 4000); shift ;;
      *) fail 2 "no such option: $1 (see --help)" ;;
    esac
    shift
  done
}

main "$@"
