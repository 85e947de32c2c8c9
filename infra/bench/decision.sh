#!/usr/bin/env bash
# The decision, the flow within it and the picker, by JMH.
set -euo pipefail

usage() {
  cat <<'TEXT'
Usage: infra/bin/bench decision [--quick]

Measures on one core one decision at 3 origins x 3 regions with 100 agents and at 1 000 x 10 with 1 000 agents and 1 000 edges,
one flow at the same sizes, and one pick of ten regions with the bytes that it allocates. Takes three minutes; --quick takes half
a minute and shows only that everything works. The last line is "decision: 3x3 X ms, 1000x10 Y ms, picker Z ns, W bytes".
It exits with 1 where one of these is over its goal of 5 ms, 50 ms, 50 ns, 0 bytes, but not with --quick.
TEXT
}

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd -P)
for part in jdk build; do
  # shellcheck source=/dev/null
  . "$root/infra/bin/lib/$part.sh"
done

main() {
  read_arguments "$@"
  meridian_require_jdk25
  meridian_require_command taskset util-linux
  meridian_build "$root" "$root/target/bench-decision.built" infra/benchmarks
  # The compiler and the collector share that core, as they do in a small container.
  taskset -c "$(last_core)" "$JAVA25_HOME/bin/java" --sun-misc-unsafe-memory-access=allow \
    -jar "$root/infra/benchmarks/target/benchmarks.jar" "$@"
}

read_arguments() {
  local argument
  for argument in "$@"; do
    case $argument in
      -h | --help)
        usage
        exit 0
        ;;
      --quick) ;;
      *)
        echo "bench decision: no such option: $argument" >&2
        exit 2
        ;;
    esac
  done
}

last_core() {
  taskset -cp $$ | sed 's/.*[ ,-]//'
}

main "$@"
