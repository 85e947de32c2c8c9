#!/usr/bin/env bash
# The edge against nginx and HAProxy as plain reverse proxies, and against LiteLLM and Portkey, in interleaved rounds.
# shellcheck disable=SC2034,SC2154 # its parts share variables
set -uo pipefail

usage() {
  cat <<'TEXT'
Usage: infra/bin/bench edge [OPTION...]

Sends the same requests in turns through nginx, HAProxy and the edge to the same upstream. Each proxy is at its best and has
one core of its own; the load and the upstream share another. The edge runs with all its features on. LiteLLM and Portkey
take part in the load "unary" where they can be installed. Prints every round, then tables for docs/benchmarks.md: medians,
lowest and highest. The last line, of the load "unary", is "edge: A x nginx, B x haproxy, C x litellm, D x portkey".

  --load LOAD[,LOAD...]  some of these (default all):
           unary     1 KB JSON POST to /v1/chat/completions, 1 KB answer, over 64 connections, as many as go through
           large     the same with 32 KB each
           churn     the same as unary, a new connection for each request
           half      unary at half the rate that the edge can take: p50 and p99 beside the rivals' at the same rate
           stream    50 streams of 200 events, one each 10 ms: what a proxy adds to the time of an event;
                     once more the edge with busy-poll, which gives a core for it
           idle      10 000 open streams that say nothing: resident memory of each (fewer where the file limit is lower)
  --quick                one round of two seconds, 200 idle streams: shows only that everything works
  --rounds N             rounds of each proxy (default 5; of the slow rivals, and of idle, at most 3)
  --seconds N            length of a round (default 6)
  --warm-up N            seconds of each load on the edge before its first round (default 30: the JIT compiler shares the core)
  --at-least A           exit with 1 if the ratio to nginx is below A
  --at-least-haproxy B   the same for HAProxy
  --self                 a second nginx in the edge's place: shows how far the machine's noise goes (1.00 is ideal)
  --no-build             measure the jar that is there

What counts in unary, large and churn is requests per second of CPU that the proxy used (/proc/PID/stat), so that the load's
own noise falls out; a ratio is the median of the rounds' ratios, since the parts of a round see the same machine while it
drifts from round to round.

MERIDIAN_JAVA_OPTS are more options for the edge's JVM, MERIDIAN_EDGE_SETTINGS more settings of the edge. Linux only, at
least 2 cores.
Exit codes: 0 measured; 1 a request failed or a ratio is too low; 2 wrong usage, or something is missing.
TEXT
}

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P) || exit 2
root=$(cd "$here/../.." && pwd -P) || exit 2
# shellcheck source=../bin/lib/jdk.sh
. "$root/infra/bin/lib/jdk.sh"
# shellcheck source=../bin/lib/build.sh
. "$root/infra/bin/lib/build.sh"
# shellcheck source=../bin/lib/program.sh
. "$root/infra/bin/lib/program.sh"
# shellcheck source=../bin/lib/ports.sh
. "$root/infra/bin/lib/ports.sh"
# shellcheck source=../bin/lib/python.sh
. "$root/infra/bin/lib/python.sh"
for part in processes rivals proxies world results unary half streams; do
  # shellcheck source=/dev/null
  . "$here/lib/$part.sh"
done

rounds=5 seconds=6 warm_up=30 candidate=edge build=yes streams=10000
all_loads=unary,large,churn,half,stream,idle loads=$all_loads
fast=(nginx haproxy) slow=(litellm portkey)
declare -A least=()

main() {
  read_arguments "$@"
  require_tools
  choose_cores
  allow_streams
  work=$(mktemp -d) || exit 2
  chmod 755 "$work"
  trap 'stop_all; rm -rf "$work"' EXIT
  trap 'exit 130' INT TERM
  compile_loads
  describe
  local load
  for load in ${all_loads//,/ }; do
    ! wanted "$load" || "run_$load"
  done
  report
}

# As Markdown, for docs/benchmarks.md; the last line is the headline.
report() {
  local load
  for load in ${all_loads//,/ }; do
    ! wanted "$load" || "report_$load"
  done
  ! wanted unary || { echo; verdict; }
}

wanted() {
  [[ ,$loads, == *,$1,* ]]
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
      --at-least) least[nginx]=$(ratio "$1" "${2:-}") || exit 2; shift ;;
      --at-least-haproxy) least[haproxy]=$(ratio "$1" "${2:-}") || exit 2; shift ;;
      --load) loads=$(known_loads "${2:-}") || exit 2; shift ;;
      --quick) rounds=1 seconds=2 warm_up=2 streams=200 ;;
      --self) candidate=nginx2 ;;
      --no-build) build=no ;;
      *) fail 2 "no such option: $1 (see --help)" ;;
    esac
    shift
  done
  fast+=("$candidate")
  wanted unary || slow=()
  [ ${#least[@]} = 0 ] || wanted unary || fail 2 "--at-least speaks of the load unary, which --load leaves out"
}

# Each stream is a socket on either side of a proxy.
allow_streams() {
  ulimit -n $((2 * streams + 3 * spare_sockets)) 2>/dev/null || ulimit -n "$(ulimit -H -n)"
  streams=$(smaller "$streams" $((($(ulimit -n) - 3 * spare_sockets) / 2)))
}

# Bounds every duration and count: a bench stops by itself.
number() {
  [[ $2 =~ ^[1-9][0-9]{0,2}$ ]] || fail 2 "$1 needs a number from 1 to 999, not '$2'"
  echo "$2"
}

ratio() {
  [[ $2 =~ ^[0-9]+(\.[0-9]+)?$ ]] || fail 2 "$1 needs a ratio such as 0.9, not '$2'"
  echo "$2"
}

known_loads() {
  local load
  for load in ${1//,/ }; do
    [[ ,$all_loads, == *,$load,* ]] || fail 2 "no such load: $load (there are $all_loads)"
  done
  [ -n "$1" ] || fail 2 "--load needs some of $all_loads"
  echo "$1"
}

smaller() {
  echo $(($1 < $2 ? $1 : $2))
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
  meridian_require_command cc gcc
  [ -e /usr/include/stdio.h ] || ! meridian_can_install || meridian_apt_install libc6-dev
  require_rivals 3>&2
  if [ "$candidate" = edge ]; then
    meridian_require_jdk25
    [ "$build" = no ] || meridian_build "$root" "$root/edge-proxy/target/built" edge-proxy
    [ -f "$root/edge-proxy/target/edge-proxy.jar" ] || fail 2 "edge-proxy/target/edge-proxy.jar is missing; leave out --no-build"
  fi
}

compile_loads() {
  local load
  for load in events streams paced; do
    cc -O2 -o "$work/$load" "$here/load/$load.c" -lm || fail 2 "infra/bench/load/$load.c does not compile; the compiler's words are above"
  done
}

# The machine and the versions, as docs/benchmarks.md has them.
describe() {
  local name versions=''
  for name in "${fast[@]}" ${slow[@]+"${slow[@]}"}; do versions+="${versions:+, }$(rival_version "$name")"; done
  echo "$(nproc) cores of $(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1), $(awk '/^MemTotal/ { printf "%.0f GB", $2 / 1048576 }' /proc/meminfo), Linux $(uname -r)"
  echo "$versions"
  echo "$rounds rounds of $seconds s; proxies on core $proxy_core, load on $load_core, upstream on $upstream_core"
}

title() {
  printf '\n%s: %s\n' "$1" "$2"
}

main "$@"
