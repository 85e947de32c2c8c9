# shellcheck shell=bash disable=SC2034,SC2154 # edge.sh and its other parts share variables
# What was measured, and what follows from it. Sourced by edge.sh.
#
#   record LOAD ROUND PROXY METRIC VALUE [METRIC VALUE...]
#   values LOAD PROXY METRIC           one a line, sorted
#   ratios LOAD METRIC A B             A's value divided by B's of the same round, one a line, sorted
#   median                             of sorted numbers on standard input
#   spread FORMAT                      "median (lowest to highest)" of them, each printed by FORMAT

record() {
  local load=$1 round=$2 proxy=$3
  shift 3
  while [ $# -ge 2 ]; do
    echo "$load $round $proxy $1 $2" >>"$work/results"
    shift 2
  done
}

values() {
  awk -v load="$1" -v proxy="$2" -v metric="$3" '$1 == load && $3 == proxy && $4 == metric { print $5 }' "$work/results" | sort -g
}

# The two halves of a round see the same machine, while it drifts from round to round.
ratios() {
  awk -v load="$1" -v metric="$2" -v a="$3" -v b="$4" '$1 == load && $4 == metric { value[$2, $3] = $5; rounds[$2] }
    END { for (r in rounds) if ((r, a) in value && (r, b) in value && value[r, b] > 0) print value[r, a] / value[r, b] }' "$work/results" | sort -g
}

median() {
  awk '{ v[NR] = $1 } END { if (NR) print NR % 2 ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2 }'
}

spread() {
  awk -v format="$1" '{ v[NR] = $1 } END {
    if (!NR) { print "-"; exit }
    median = NR % 2 ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2
    printf format " (" format " to " format ")", median, v[1], v[NR] }'
}

# "haproxy 0.95 (0.91 to 0.99)": the candidate against each of the named.
against() {
  local load=$1 metric=$2 rival text=''
  shift 2
  for rival in "$@"; do
    [ "$rival" = "$candidate" ] && continue
    text+="${text:+, }$(ratios "$load" "$metric" "$candidate" "$rival" | spread %.2f) x $rival"
  done
  printf '%s: %s\n' "$candidate" "$text"
}

# The last line, and whether it is good enough: a ratio that was not measured is not.
verdict() {
  local rival ratio text='' code=0
  for rival in "${fast[@]}" ${slow[@]+"${slow[@]}"}; do
    ratio=$(ratios unary per_cpu "$candidate" "$rival" | median)
    [ "$rival" = "$candidate" ] || text+="${text:+, }$(printf '%.2f x %s' "$ratio" "$rival")"
  done
  for rival in "${!least[@]}"; do
    ratio=$(ratios unary per_cpu "$candidate" "$rival" | median)
    awk -v ratio="${ratio:-0}" -v least="${least[$rival]}" 'BEGIN { exit ratio < least }' || code=1
  done
  printf '%s: %s\n' "$candidate" "$text"
  return "$code"
}
