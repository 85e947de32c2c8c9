# shellcheck shell=bash disable=SC2034,SC2154 # edge.sh and its other parts share variables
# Processes of the bench: where they run, what they use, and that none outlives it. Sourced by edge.sh.
#
#   choose_cores             sets proxy_core, load_core and upstream_core
#   start NAME COMMAND...    in the background; last_pid is its process, its output goes to the world's NAME/output.log
#   stop_all                 ends everything that start started
#   on_load_core COMMAND     runs a load

started=()

# Of a process and its children, all threads: nginx works in a child.
family() {
  echo "$1" "$(cat "/proc/$1/task/$1/children" 2>/dev/null)"
}

# User and system time in clock ticks.
cpu_ticks() {
  local pid total=0 user system
  for pid in $(family "$1"); do
    # The command's name may hold spaces; it ends at the last parenthesis.
    read -r user system < <(sed 's/.*) //' "/proc/$pid/stat" | cut -d ' ' -f 12,13)
    total=$((total + user + system))
  done
  echo "$total"
}

# Resident memory in KB.
resident() {
  local pid total=0 kilobytes
  for pid in $(family "$1"); do
    kilobytes=$(awk '$1 == "VmRSS:" { print $2 }' "/proc/$pid/status")
    total=$((total + ${kilobytes:-0}))
  done
  echo "$total"
}

# The proxy's core, and where the load and the upstream run: one core for both, or one each where there are three.
choose_cores() {
  local cores
  # The kernel's list has ranges ("0-3,8"); one core a line is easier to take apart.
  mapfile -t cores < <(taskset -cp $$ | sed 's/.*: //' | tr , '\n' | awk -F- '{ for (c = $1; c <= ($2 == "" ? $1 : $2); c++) print c }')
  [ ${#cores[@]} -ge 2 ] || fail 2 "needs at least 2 cores"
  proxy_core=${cores[0]} load_core=${cores[1]} upstream_core=${cores[2]:-${cores[1]}}
}

on_load_core() {
  taskset -c "$load_core" "$@"
}

start() {
  local name=$1
  shift
  (cd "$world/$name" && exec "$@") >"$world/$name/output.log" 2>&1 </dev/null &
  last_pid=$!
  started+=("$last_pid")
}

# What does not end when told is ended: a proxy may wait for its streams.
stop_all() {
  local pid deadline=$((SECONDS + 5))
  for pid in ${started[@]+"${started[@]}"}; do
    kill "$pid" 2>/dev/null
  done
  for pid in ${started[@]+"${started[@]}"}; do
    while kill -0 "$pid" 2>/dev/null && [ "$SECONDS" -lt "$deadline" ]; do sleep 0.1; done
    kill -KILL "$pid" 2>/dev/null
    wait "$pid" 2>/dev/null
  done
  started=()
}
