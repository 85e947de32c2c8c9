# shellcheck shell=bash
# Breaks requests to the controller's API by its own description. To be sourced by infra/bin/fuzz, after jdk.sh, build.sh,
# ports.sh and python.sh.
#
#   meridian_fuzz_api ROOT EXAMPLES SEED   starts a controller, and has schemathesis call every operation with an admin's
#                                          token; the last line is the sum, and the result is 1 unless nothing failed

MERIDIAN_SCHEMATHESIS=4.32.5

meridian_fuzz_api() {
  local root=$1 examples=$2 seed=$3 work="$1/target/fuzz-api" port token=fuzz failed=0 sum
  meridian_require_schemathesis "$root/target/schemathesis"
  meridian_build "$root" "$root/controller/target/built" controller
  rm -rf "$work" && mkdir -p "$work"
  # schemathesis shrinks names to 0, so that regions of such names are met.
  printf 'regions:\n%s\n' "$(printf '  - {name: "%s", endpoint: 127.0.0.1, weight: 100, enabled: true}\n' 0 00 1)" >"$work/regions.yaml"
  printf 'tokens:\n  - {name: fuzz, role: admin, sha256: %s}\n' "$(printf %s "$token" | sha256sum | cut -d' ' -f1)" >"$work/tokens.yaml"
  port=$(meridian_free_port)
  "$JAVA_HOME/bin/java" --enable-native-access=ALL-UNNAMED -jar "$root/controller/target/controller.jar" --server.port="$port" \
    --meridian.controller.regions-file="$work/regions.yaml" --meridian.controller.tokens-file="$work/tokens.yaml" \
    --meridian.controller.data-dir="$work/data" --meridian.controller.limits.operator-rate=1000000 >"$work/controller.log" 2>&1 &
  MERIDIAN_FUZZED=$!
  trap 'kill "$MERIDIAN_FUZZED" 2>/dev/null || true; wait "$MERIDIAN_FUZZED" 2>/dev/null || true' EXIT
  meridian_fuzz_description "http://127.0.0.1:$port" "$token" "$work/openapi.json"
  meridian_fuzz_checks "$work/unchanged.py"
  (cd "$work" && PYTHONPATH=. SCHEMATHESIS_HOOKS=unchanged "$root/target/schemathesis/bin/schemathesis" run openapi.json --url "http://127.0.0.1:$port" -H "Authorization: Bearer $token" \
    --checks not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance,unchanged \
    --phases coverage,fuzzing --max-examples "$examples" --seed "$seed" --continue-on-failure --warnings off --no-color) \
    >"$work/schemathesis.log" 2>&1 || failed=1
  [ "$failed" = 0 ] || sed -n '/^=* FAILURES\|^=* ERRORS/,$p' "$work/schemathesis.log" >&2
  kill -0 "$MERIDIAN_FUZZED" 2>/dev/null || { echo "fuzz: the controller has ended, see $work/controller.log" >&2 && failed=1; }
  sum=$(sed -n 's/^ *\([0-9]*\) generated.*/\1/p' "$work/schemathesis.log" | tail -n 1)
  [ "${sum:-0}" -gt 0 ] || failed=1
  printf 'fuzz: %s cases, %s server errors\n' "${sum:-0}" "$(grep -c 'request failed by a bug' "$work/controller.log" || true)"
  return "$failed"
}

# What is refused, and a dry run, has changed nothing: the audit has no change by that request.
meridian_fuzz_checks() {
  cat >"$1" <<'PYTHON'
import schemathesis, requests

seen = 0


@schemathesis.check
def unchanged(ctx, response, case):
    global seen
    if case.method.upper() in ("GET", "HEAD", "OPTIONS"):
        return
    head = {"Authorization": "Bearer fuzz"}
    while True:
        page = requests.get(case.operation.base_url + "/v1/audit", params={"after": seen, "limit": 1000}, headers=head, timeout=30)
        entries = page.json()["entries"]
        done = [entry for entry in entries if entry["outcome"] == "DONE" and entry["requestId"] == response.headers["x-request-id"][0]]
        dry = (case.query or {}).get("dryRun") in (True, "true")
        if done and (response.status_code >= 400 or dry):
            raise AssertionError(f"answered {response.status_code}, but done: {done}")
        if not entries:
            return
        seen = entries[-1]["id"]
PYTHON
}

# Waits for the controller, and keeps its description with values that are valid today: what is random seldom is, such as an end
# within 72 h or shares that sum to 10 000. Waiting for a table is left out, which is only slow.
meridian_fuzz_description() {
  local url=$1 token=$2 file=$3
  "$MERIDIAN_PYTHON" - "$url" "$token" "$file" <<'PYTHON'
import datetime, json, sys, time, urllib.request

url, token, file = sys.argv[1:]

def get(path):
    return urllib.request.urlopen(urllib.request.Request(url + path, headers={"Authorization": "Bearer " + token}), timeout=30).read()

deadline = time.monotonic() + 120
while True:
    try:
        get("/ready")
        break
    except OSError:
        if time.monotonic() > deadline:
            sys.exit("fuzz: the controller did not start")
        time.sleep(0.2)
api = json.loads(get("/v3/api-docs"))
now = datetime.datetime.now(datetime.timezone.utc).replace(microsecond=0)
ends = [(now + datetime.timedelta(hours=hours)).strftime("%Y-%m-%dT%H:%M:%SZ") for hours in (1, 2, 47, 71, -1, 100)]
for path in api["paths"].values():
    for operation in path.values():
        for parameter in operation.get("parameters", []):
            if parameter["name"] == "wait":
                parameter["schema"]["maximum"] = 0
            if parameter["name"] == "If-Match":
                parameter["schema"]["enum"] = ["*", '"00"', 'W/"0"', "0"]
        body = operation.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema", {})
        properties = body.get("properties", {})
        if "expiresAt" in properties:
            properties["expiresAt"] = {"type": "string", "enum": ends}
        if "shares" in properties:
            properties["shares"] = {"type": "object", "enum": [{"0": 10000}, {"0": 2500, "1": 7500}, {"0": 1, "00": 9999}, {"0": 1}]}
json.dump(api, open(file, "w"))
PYTHON
}

meridian_require_schemathesis() {
  local venv=$1
  MERIDIAN_PYTHON="$venv/bin/python"
  meridian_require_command python3 python3
  [ "$(cat "$venv/version" 2>/dev/null)" = "$MERIDIAN_SCHEMATHESIS" ] && return
  meridian_require_venv_module
  meridian_say "making the Python environment $venv"
  mkdir -p "$(dirname "$venv")"
  # The version is written last: its presence says that the environment is whole.
  if ! { python3 -m venv --clear "$venv" && "$MERIDIAN_PYTHON" -m pip install --quiet --disable-pip-version-check --retries 5 \
    "schemathesis==$MERIDIAN_SCHEMATHESIS" && printf '%s\n' "$MERIDIAN_SCHEMATHESIS" >"$venv/version"; } </dev/null >&2; then
    meridian_say "missing: schemathesis $MERIDIAN_SCHEMATHESIS (pip's own words are above)"
    exit 2
  fi
}
