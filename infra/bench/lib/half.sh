# shellcheck shell=bash disable=SC2034,SC2154 # edge.sh and its other parts share variables
# The time an answer takes at half of what the candidate can do, the same rate for every proxy. Sourced by edge.sh.

# Times as large as the best rival's: what the candidate is allowed.
half_goal=2

run_half() {
  local requests rate round proxy
  start_world answers "${fast[@]}"
  warm_up_saturating 1024 "" "${fast[@]}"
  warm_up_paced
  read -r _ requests _ < <(wrk_load "$candidate" "$seconds" 1024 "")
  rate=$((${requests:-0} / seconds / 2))
  [ "$rate" -gt 0 ] || fail 1 "half: $candidate answered nothing"
  title half "1 KB request and answer at $rate requests/s, half of what $candidate just did, $connections connections"
  printf '%-5s %-8s %10s %10s %7s\n' round proxy p50 p99 CPU
  for ((round = 1; round <= rounds; round++)); do
    for proxy in direct "${fast[@]}"; do pace "$round" "$proxy" "$rate"; done
  done
  end_world
}

# Connections that open and close, and a loop that waits, are code that a saturating load never runs.
warm_up_paced() {
  local run
  for ((run = 0; run < $(warm_up_of "$candidate") / 4; run++)); do
    on_load_core "$work/paced" "${port[$candidate]}" 10000 4 "$connections" >/dev/null
  done
}

pace() {
  local round=$1 proxy=$2 before after requests errors p50 p99 figures
  before=$(cpu_ticks "${pid[$proxy]}")
  read -r _ requests errors p50 p99 < <(on_load_core "$work/paced" "${port[$proxy]}" "$3" "$seconds" "$connections")
  after=$(cpu_ticks "${pid[$proxy]}")
  [ "${requests:-0}" != 0 ] || fail 1 "half: round $round of $proxy measured nothing"
  [ "$errors" = 0 ] || fail 1 "half: $errors of $requests requests failed in round $round of $proxy"
  figures=$(awk -v ticks=$((after - before)) -v hz="$(getconf CLK_TCK)" -v wall="$seconds" -v p50="$p50" -v p99="$p99" 'BEGIN {
      print "p50", p50 / 1e6, "p99", p99 / 1e6, "cpu", 100 * ticks / hz / wall }')
  # shellcheck disable=SC2086 # names and numbers
  record half "$round" "$proxy" $figures
  awk -v round="$round" -v proxy="$proxy" '{ printf "%-5d %-8s %7.2f ms %7.2f ms %5.0f %%\n", round, proxy, $2, $4, $6 }' <<<"$figures"
}

report_half() {
  local proxy
  printf '\n| half | p50, ms | p99, ms | CPU, %% |\n|---|---|---|---|\n'
  for proxy in direct "${fast[@]}"; do
    printf '| %s | %s | %s | %s |\n' "$proxy" "$(values half "$proxy" p50 | spread %.2f)" \
      "$(values half "$proxy" p99 | spread %.2f)" "$(values half "$proxy" cpu | spread %.0f)"
  done
  printf '\np99 of %s (goal: at most %s x nginx)\n' "$(against half p99 "${fast[@]}")" "$half_goal"
}
