# shellcheck shell=bash disable=SC2034,SC2154 # its users share variables
# A controller on a core of its own, and the load on the others. To be sourced by a bench after processes.sh.
#
#   prepare_controller LOAD               what a bench needs: tools, cores, the jar, and the load's program, infra/bench/load/LOAD.c
#   start_controller REGIONS SETTING...   with tokens agent-token, edge-token and operator-token; REGIONS is a regions file. Sets
#                                         port and controller, its process
#   describe_machine
#   number OPTION VALUE LEAST MOST        prints the value, or fails
#   fail CODE WHY...

work='' world='' port='' controller=''

prepare_controller() {
  meridian_require_jdk25
  meridian_require_command curl curl
  meridian_require_command taskset util-linux
  meridian_require_command cc gcc
  choose_cores
  meridian_build "$root" "$root/controller/target/built" controller
  meridian_prepare "$root" controller
  work=$(mktemp -d) || exit 2
  world=$work
  trap 'set +e; stop_all; rm -rf "$work"' EXIT
  trap 'exit 130' INT TERM
  mkdir "$world/controller"
  cc -O2 -o "$work/$1" "$here/load/$1.c" || fail 2 "infra/bench/load/$1.c does not compile; the compiler's words are above"
}

start_controller() {
  local regions=$1
  shift
  write_tokens >"$world/tokens.yaml"
  port=$(meridian_free_port) || exit 1
  start controller taskset -c "$proxy_core" "$JAVA_HOME/bin/java" "${MERIDIAN_PROGRAM[@]}" --server.port="$port" \
    --meridian.controller.regions-file="$regions" --meridian.controller.data-dir="$world/controller/data" \
    --meridian.controller.tokens-file="$world/tokens.yaml" "$@"
  controller=$last_pid
  local deadline=$((SECONDS + 120))
  until curl -fs -o "$world/ready" "http://127.0.0.1:$port/ready"; do
    if [ "$SECONDS" -gt "$deadline" ] || ! kill -0 "$controller" 2>/dev/null; then
      tail -n 5 "$world/controller/output.log" >&2
      fail 1 "the controller does not come up; its last lines are above"
    fi
    sleep 0.2
  done
}

write_tokens() {
  echo "tokens:"
  token agent 'region: us-west-2, '
  token edge ''
  token operator ''
}

token() {
  echo "  - {name: $1, role: $1, ${2}sha256: $(printf %s "$1-token" | sha256sum | cut -d ' ' -f 1)}"
}

describe_machine() {
  echo "$(nproc) cores of $(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1), $(awk '/^MemTotal/ { printf "%.0f GB", $2 / 1048576 }' /proc/meminfo), Linux $(uname -r)"
  "$JAVA_HOME/bin/java" -version 2>&1 | sed -n 3p
  echo "the controller on core $proxy_core, the load on $load_core"
}

number() {
  [[ $2 =~ ^(0|[1-9][0-9]{0,3})$ ]] && [ "$2" -ge "$3" ] && [ "$2" -le "$4" ] || fail 2 "$1 needs a number from $3 to $4, not '$2'"
  echo "$2"
}

fail() {
  local code=$1
  shift
  printf 'bench: %s\n' "$*" >&2
  exit "$code"
}
