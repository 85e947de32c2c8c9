# shellcheck shell=bash disable=SC2034,SC2154 # edge.sh and its other parts share variables
# Server-sent events: what a proxy adds to each, and what an open stream costs it. Sourced by edge.sh.
#
# Every event carries the time when it was sent; the client, on the same clock, takes the difference.

# As many events a second as a few hundred people reading along cause: 5 000.
running_streams=50 warming_streams=200
stream_goal=50 idle_goal=20

# A fresh world for each of them, so that memory is what the streams took, not what a proxy had kept of earlier ones.
idle_rounds=3

run_stream() {
  local round proxy proxies
  mapfile -t proxies < <(stream_proxies)
  start_world events "${proxies[@]}"
  mapfile -t proxies < <(stream_proxies) # but for a rival that does not answer
  for proxy in "${proxies[@]}"; do stream_events "$proxy" "$warming_streams" "$(warm_up_of "$proxy")" >/dev/null; done
  title stream "$running_streams streams of 200 events, one each 10 ms, every event a write of its own"
  printf '%-5s %-9s %10s %10s %10s %12s\n' round proxy events p50 p99 CPU/event
  for ((round = 1; round <= rounds; round++)); do
    for proxy in direct "${proxies[@]}"; do stream "$round" "$proxy"; done
  done
  end_world
}

# The edge once more, as it is where an event's time counts more than a core.
stream_proxies() {
  printf '%s\n' "${fast[@]}"
  [ "$candidate" != edge ] || echo edge-busy
}

stream() {
  local round=$1 proxy=$2 before after events errors p50 p99 figures
  before=$(cpu_ticks "${pid[$proxy]}")
  read -r _ events errors p50 p99 < <(stream_events "$proxy" "$running_streams" "$seconds")
  after=$(cpu_ticks "${pid[$proxy]}")
  [ "${events:-0}" != 0 ] || fail 1 "stream: round $round of $proxy measured nothing"
  [ "$errors" = 0 ] || fail 1 "stream: $errors streams failed in round $round of $proxy"
  figures=$(awk -v n="$events" -v ticks=$((after - before)) -v hz="$(getconf CLK_TCK)" -v p50="$p50" -v p99="$p99" 'BEGIN {
      print "events", n, "p50", p50 / 1e3, "p99", p99 / 1e3, "cpu", 1e6 * ticks / hz / n }')
  # shellcheck disable=SC2086 # names and numbers
  record stream "$round" "$proxy" $figures
  [ "$proxy" = direct ] || record_added "$round" "$proxy"
  awk -v round="$round" -v proxy="$proxy" '{
      printf "%-5d %-9s %10d %7.0f us %7.0f us %9.0f us\n", round, proxy, $2, $4, $6, $8 }' <<<"$figures"
}

stream_events() {
  on_load_core "$work/streams" "${port[$1]}" "$2" "$3"
}

# To the median and to the 99th percentile, over going direct in the same round.
record_added() {
  local metric
  for metric in p50 p99; do
    record stream "$1" "$2" "added_$metric" "$(awk -v round="$1" -v proxy="$2" -v metric="$metric" '
      $1 == "stream" && $2 == round && $4 == metric { value[$3] = $5 } END { print value[proxy] - value["direct"] }' "$work/results")"
  done
}

report_stream() {
  local proxy proxies
  mapfile -t proxies < <(stream_proxies)
  printf '\n| stream | event, median, us | added to the median, us | added to p99, us | CPU, us/event |\n|---|---|---|---|---|\n'
  for proxy in direct "${proxies[@]}"; do
    printf '| %s | %s | %s | %s | %s |\n' "$proxy" "$(values stream "$proxy" p50 | spread %.0f)" \
      "$(values stream "$proxy" added_p50 | spread %.0f)" "$(values stream "$proxy" added_p99 | spread %.0f)" \
      "$(values stream "$proxy" cpu | spread %.0f)"
  done
  echo
  for proxy in "${proxies[@]:${#fast[@]}-1}"; do
    printf '%s adds %s us to an event (goal: at most %s us)\n' "$proxy" "$(values stream "$proxy" added_p50 | spread %.0f)" "$stream_goal"
  done
}

run_idle() {
  local round proxy
  title idle "$streams open streams that say nothing"
  printf '%-5s %-8s %12s %12s %12s\n' round proxy without with "per stream"
  for ((round = 1; round <= $(smaller "$rounds" "$idle_rounds"); round++)); do
    start_world silence "${fast[@]}"
    warm_up_saturating 1024 "" "${fast[@]}"
    for proxy in "${fast[@]}"; do hold_streams "$round" "$proxy"; done
    end_world
  done
}

hold_streams() {
  local round=$1 proxy=$2 before after opened=0 errors=all figures input
  before=$(resident "${pid[$proxy]}")
  coproc client { on_load_core "$work/streams" "${port[$proxy]}" "$streams" hold; }
  read -r -t 60 _ opened <&"${client[0]}"
  after=$(resident "${pid[$proxy]}")
  input=${client[1]}
  exec {input}>&-
  read -r -t 10 _ _ errors <&"${client[0]}"
  wait "$client_PID" 2>/dev/null
  [ "$opened $errors" = "$streams 0" ] || tail -n 3 "$world/$proxy/output.log" "$world/direct/output.log" >&2
  [ "$opened $errors" = "$streams 0" ] || fail 1 "idle: $proxy opened $opened of $streams streams, of which $errors failed"
  figures="before $((before / 1024)) after $((after / 1024)) each $(awk -v kb=$((after - before)) -v n="$streams" 'BEGIN { print kb / n }')"
  # shellcheck disable=SC2086 # names and numbers
  record idle "$round" "$proxy" $figures
  awk -v round="$round" -v proxy="$proxy" '{ printf "%-5d %-8s %9d MB %9d MB %9.1f KB\n", round, proxy, $2, $4, $6 }' <<<"$figures"
}

report_idle() {
  local proxy
  printf '\n| idle | resident before, MB | with %s streams, MB | a stream, KB |\n|---|---|---|---|\n' "$streams"
  for proxy in "${fast[@]}"; do
    printf '| %s | %s | %s | %s |\n' "$proxy" "$(values idle "$proxy" before | spread %.0f)" \
      "$(values idle "$proxy" after | spread %.0f)" "$(values idle "$proxy" each | spread %.1f)"
  done
  printf '\n%s uses %s KB a stream (goal: at most %s KB)\n' "$candidate" "$(values idle "$candidate" each | spread %.1f)" "$idle_goal"
}
