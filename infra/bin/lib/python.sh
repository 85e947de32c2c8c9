# shellcheck shell=bash
# Sourced by infra/bin/test, after jdk.sh: the Python environment in which the tests call Meridian as a Python client does.
#
#   meridian_require_python REQUIREMENTS   MERIDIAN_PYTHON names a Python with exactly those packages afterwards

meridian_require_python() {
  local requirements=$1
  local venv="${XDG_CACHE_HOME:-${HOME:-/tmp}/.cache}/meridian/venv"
  export MERIDIAN_PYTHON="$venv/bin/python"
  meridian_require_command python3 python3
  cmp -s "$requirements" "$venv/requirements.txt" && "$MERIDIAN_PYTHON" -c 'import openai, requests' 2>/dev/null && return
  meridian_require_venv_module
  meridian_say "making the Python environment $venv"
  # The copy of the requirements is written last: its presence says that the environment is whole.
  if ! { python3 -m venv --clear "$venv" && "$MERIDIAN_PYTHON" -m pip install --quiet --disable-pip-version-check \
    --retries 5 -r "$requirements" && cp "$requirements" "$venv/requirements.txt"; } </dev/null >&2; then
    meridian_say "missing: the Python packages of infra/e2e/requirements.txt (pip's own words are above)"
    meridian_say "install them with: $MERIDIAN_PYTHON -m pip install -r $requirements"
    exit 2
  fi
}

# Debian leaves the module out of python3.
meridian_require_venv_module() {
  python3 -c 'import venv, ensurepip' 2>/dev/null && return
  if meridian_can_install; then
    meridian_apt_install python3-venv
    python3 -c 'import venv, ensurepip' 2>/dev/null && return
  fi
  meridian_say "missing: Python's venv module"
  meridian_say "install it with: $(meridian_install_command python3-venv)"
  exit 2
}
