# shellcheck shell=bash disable=SC2034,SC2154 # edge.sh and its other parts share variables
# The rivals: which of them this machine has or can get. Sourced by edge.sh.
#
#   require_rivals          leaves those out of fast and slow that cannot be had
#   rival_version NAME
#
# LiteLLM and Portkey are kept in a cache folder of this version each; what was installed once is used again.

litellm_version=1.108.7
portkey_version=1.15.2
rivals_home="${XDG_CACHE_HOME:-${HOME:-/tmp}/.cache}/meridian/bench"
litellm_home="$rivals_home/litellm-$litellm_version"
portkey_home="$rivals_home/portkey-$portkey_version"

# A registry that does not answer does not hold up the bench.
install_limit=15m

require_rivals() {
  local name why
  for name in "${fast[@]}" ${slow[@]+"${slow[@]}"}; do
    case $name in haproxy | litellm | portkey) ;; *) continue ;; esac
    why=$("require_$name" 2>&1 >/dev/null) || leave_out "$name" "$(tail -n 1 <<<"$why")"
  done
}

require_haproxy() {
  (meridian_require_command haproxy haproxy)
}

require_litellm() {
  [ -e "$litellm_home/installed" ] && return
  (meridian_require_command python3 python3 && meridian_require_venv_module) || return
  installing LiteLLM "$litellm_home"
  python3 -m venv --clear "$litellm_home" >&2 &&
    timeout "$install_limit" "$litellm_home/bin/python" -m pip install --quiet --disable-pip-version-check \
      "litellm[proxy]==$litellm_version" </dev/null >&2 && touch "$litellm_home/installed"
}

require_portkey() {
  [ -e "$portkey_home/installed" ] && return
  (meridian_require_command node nodejs && meridian_require_command npm npm) || return
  installing Portkey "$portkey_home"
  mkdir -p "$portkey_home" && timeout "$install_limit" npm install --prefix "$portkey_home" --loglevel=error --no-audit --no-fund \
    --ignore-scripts "@portkey-ai/gateway@$portkey_version" </dev/null >&2 && touch "$portkey_home/installed"
}

# Said to the terminal: what an installer writes to standard error is kept for the reason of a failure.
installing() {
  echo "installing $1 into $2" >&3
}

rival_version() {
  case $1 in
    nginx | nginx2) nginx -v 2>&1 | sed 's:.*/:nginx :' ;;
    haproxy) haproxy -v | sed -n '1s/.*version \([^ ]*\).*/HAProxy \1/p' ;;
    litellm) echo "LiteLLM $litellm_version" ;;
    portkey) echo "Portkey $portkey_version, Node $(node --version)" ;;
    edge) "$JAVA_HOME/bin/java" -version 2>&1 | sed -n '1s/.*"\(.*\)".*/edge on JDK \1/p' ;;
  esac
}
