# shellcheck shell=bash disable=SC2034,SC2154 # edge.sh and its other parts share variables
# A world is one upstream and the proxies before it, all of them up. Sourced by edge.sh.
#
#   start_world UPSTREAM PROXY...    UPSTREAM names what answers; fills port and pid by name, "direct" being the upstream
#   end_world
#   leave_out PROXY WHY              a rival that does not work here
#   takes_part PROXY                 whether it has not been left out
#
# A rival that does not start is left out; nginx and the candidate must start.

declare -A port pid
world='' worlds=0

start_world() {
  local upstream=$1 proxy
  shift
  world="$work/$((worlds += 1))"
  mkdir -p "$world/direct"
  # nginx's worker is another user and must reach its folders.
  chmod 755 "$world"
  port[direct]=$(meridian_free_port) || exit 1
  "start_$upstream" "${port[direct]}"
  pid[direct]=$last_pid
  await_answer direct || fail 1 "the upstream does not answer"
  for proxy in "$@"; do
    port[$proxy]=$(meridian_free_port) || exit 1
    start_proxy "$proxy" "${port[$proxy]}" "${port[direct]}"
    pid[$proxy]=$last_pid
  done
  for proxy in "$@"; do
    await_answer "$proxy" && continue
    case $proxy in
      nginx | "$candidate")
        tail -n 5 "$world/$proxy/output.log" >&2
        fail 1 "$proxy does not answer; its last lines are above"
        ;;
      *) leave_out "$proxy" "it does not answer: $(tail -n 1 "$world/$proxy/output.log")" ;;
    esac
  done
}

end_world() {
  stop_all
  rm -rf "$world"
}

leave_out() {
  local name kept=()
  printf 'left out: %s: %s\n' "$1" "$2" >&2
  for name in "${fast[@]}"; do [ "$name" = "$1" ] || kept+=("$name"); done
  fast=("${kept[@]}") kept=()
  for name in ${slow[@]+"${slow[@]}"}; do [ "$name" = "$1" ] || kept+=("$name"); done
  slow=(${kept[@]+"${kept[@]}"})
}

takes_part() {
  [[ " ${fast[*]} ${slow[*]-} " == *" $1 "* ]]
}

# Whole answers, as fast as they can be made.
start_answers() {
  local head='{"id":"chatcmpl-bench","object":"chat.completion","created":1767225600,"model":"gpt-4.1","choices":[{"index":0,"message":{"role":"assistant","content":"'
  local tail='"},"finish_reason":"stop"}],"usage":{"prompt_tokens":256,"completion_tokens":192,"total_tokens":448}}'
  local kilobyte small kilobytes
  printf -v kilobyte '%*s' 1024 ''
  printf -v small '%*s' $((1024 - ${#head} - ${#tail})) ''
  printf -v kilobytes '%*s' 31 ''
  sed -e "s|@PORT@|$1|" -e "s|@HEAD@|$head|" -e "s|@TAIL@|$tail|" -e "s|@KILOBYTE@|${kilobyte// /b}|" \
    -e "s|@SMALL_FILLER@|${small// /b}|" -e "s|@KILOBYTES@|${kilobytes// /\$kilobyte}|" \
    "$here/load/answers.conf" >"$world/direct/nginx.conf"
  start direct taskset -c "$upstream_core" nginx -p "$world/direct/" -c nginx.conf -e stderr -g 'daemon off;'
}

# Streams of 200 events, one every 10 ms.
start_events() {
  start direct taskset -c "$upstream_core" "$work/events" "$1" 200 10000
}

# Streams of one event that never end.
start_silence() {
  start direct taskset -c "$upstream_core" "$work/events" "$1" 1 0 hold
}

# Some proxies take long to start on one core that they share with others that start.
await_answer() {
  local name=$1 deadline=$((SECONDS + 120)) status=none
  while [ "$SECONDS" -lt "$deadline" ] && kill -0 "${pid[$name]}" 2>/dev/null; do
    status=$(ask "$name")
    [ "$status" = 200 ] && grep -q chatcmpl-bench "$world/$name/answer" && return 0
    sleep 0.2
  done
  return 1
}

ask() {
  local -a headers=()
  local header
  while read -r header; do headers+=(-H "$header"); done < <(request_headers "$1")
  curl -s -o "$world/$1/answer" -w '%{http_code}' -m 5 -H 'Authorization: Bearer bench-key' \
    -H 'Content-Type: application/json' ${headers[@]+"${headers[@]}"} \
    -d '{"model":"gpt-4.1","messages":[{"role":"user","content":"hello"}]}' "http://127.0.0.1:${port[$1]}/v1/chat/completions"
}

# What a proxy needs to be told with each request, one header a line.
request_headers() {
  [ "$1" = portkey ] || return 0
  echo "x-portkey-provider: openai"
  echo "x-portkey-custom-host: http://127.0.0.1:${port[direct]}/v1"
}
