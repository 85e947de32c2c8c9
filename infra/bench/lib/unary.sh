# shellcheck shell=bash disable=SC2034,SC2154 # edge.sh and its other parts share variables
# Whole requests and answers over 64 connections, as many as each proxy can take. Sourced by edge.sh.
#
# What counts is requests per second of CPU that the proxy used (/proc/PID/stat), so that the load's own noise falls out.

connections=64
# Slow rivals differ by orders of magnitude, which shows soon.
slow_rounds=3

run_unary() {
  run_saturating unary 1024 "1 KB request and answer" "" "${fast[@]}" ${slow[@]+"${slow[@]}"}
}

# Their defaults would have both read a body in several parts: a tenth of the throughput of nginx, a third of HAProxy's.
run_large() {
  local nginx_buffer=65536 haproxy_buffer=65536
  run_saturating large 32768 "32 KB request and answer" "" "${fast[@]}"
}

# Every request on a connection of its own to the proxy, which keeps those to the upstream.
run_churn() {
  run_saturating churn 1024 "1 KB request and answer, a new connection each" "Connection: close" "${fast[@]}"
}

run_saturating() {
  local load=$1 size=$2 title=$3 header=$4 round proxy
  shift 4
  start_world answers "$@"
  warm_up_saturating "$size" "$header" "$@"
  title "$load" "$title, $connections connections"
  printf '%-5s %-8s %12s %10s %7s %10s %10s\n' round proxy req/CPU-s req/s CPU p50 p99
  for ((round = 1; round <= rounds; round++)); do
    for proxy in "$@"; do
      takes_part "$proxy" || continue
      if is_slow "$proxy" && [ "$round" -gt "$slow_rounds" ]; then continue; fi
      saturate "$load" "$round" "$proxy" "$size" "$header"
    done
  done
  end_world
}

# One line of the table, and its figures in the results.
saturate() {
  local load=$1 round=$2 proxy=$3 before after requests errors p50 p99 figures
  before=$(cpu_ticks "${pid[$proxy]}")
  read -r _ requests errors p50 p99 < <(wrk_load "$proxy" "$seconds" "$4" "$5")
  after=$(cpu_ticks "${pid[$proxy]}")
  if [ "${requests:-0}" = 0 ] || [ "$after" -le "$before" ] || [ "$errors" != 0 ]; then
    give_up "$proxy" "${errors:-no} of ${requests:-no} requests failed in round $round of $load"
    return
  fi
  figures=$(awk -v n="$requests" -v ticks=$((after - before)) -v hz="$(getconf CLK_TCK)" -v wall="$seconds" -v p50="$p50" -v p99="$p99" 'BEGIN {
      cpu = ticks / hz
      print "per_cpu", n / cpu, "per_second", n / wall, "cpu", 100 * cpu / wall, "p50", p50 / 1000, "p99", p99 / 1000 }')
  # shellcheck disable=SC2086 # names and numbers
  record "$load" "$round" "$proxy" $figures
  awk -v round="$round" -v proxy="$proxy" '{
      printf "%-5d %-8s %12.0f %10.0f %5.0f %% %7.2f ms %7.2f ms\n", round, proxy, $2, $4, $6, $8, $10 }' <<<"$figures"
}

give_up() {
  is_slow "$1" || fail 1 "$1: $2"
  leave_out "$1" "$2"
}

wrk_load() {
  local proxy=$1 header
  local -a headers=()
  [ -z "$4" ] || headers+=("$4")
  while read -r header; do headers+=("$header"); done < <(request_headers "$proxy")
  on_load_core wrk -t 1 -c "$connections" -d "${2}s" --timeout 5s -s "$here/load/post.lua" \
    "http://127.0.0.1:${port[$proxy]}/v1/chat/completions" -- "$3" ${headers[@]+"${headers[@]}"} | grep '^round '
}

# The JIT compiler of a JVM shares its core and takes its time; nginx and HAProxy have only their connections to warm up.
warm_up_of() {
  case $1 in
    edge) echo "$warm_up" ;;
    litellm | portkey) smaller "$warm_up" 5 ;;
    *) smaller "$warm_up" 3 ;;
  esac
}

warm_up_saturating() {
  local size=$1 header=$2 proxy
  shift 2
  for proxy in "$@"; do wrk_load "$proxy" "$(warm_up_of "$proxy")" "$size" "$header" >/dev/null; done
}

is_slow() {
  [[ " ${slow[*]-} " == *" $1 "* ]]
}

report_unary() {
  report_saturating unary "${fast[@]}" ${slow[@]+"${slow[@]}"}
}

report_large() {
  report_saturating large "${fast[@]}"
}

report_churn() {
  report_saturating churn "${fast[@]}"
}

report_saturating() {
  local load=$1 proxy
  shift
  printf '\n| %s | requests per CPU-second | requests/s | p50, ms | p99, ms |\n|---|---|---|---|---|\n' "$load"
  for proxy in "$@"; do
    printf '| %s | %s | %s | %s | %s |\n' "$proxy" "$(values "$load" "$proxy" per_cpu | spread %.0f)" \
      "$(values "$load" "$proxy" per_second | spread %.0f)" "$(values "$load" "$proxy" p50 | spread %.2f)" \
      "$(values "$load" "$proxy" p99 | spread %.2f)"
  done
  echo
  against "$load" per_cpu "$@"
  for proxy in "$@"; do warn_if_idle "$load" "$proxy"; done
}

# A proxy that waits for load handles fewer requests each time it wakes, so that each costs more.
warn_if_idle() {
  awk -v load="$1" -v proxy="$2" -v cpu="$(values "$1" "$2" cpu | median)" 'BEGIN {
    if (cpu < 80) printf "note: %s used only %.0f %% of its core in %s: the load was too low or the machine busy, so its figure is too low\n", proxy, cpu, load
  }'
}
