# What must hold on a real cluster, step by step under steady requests. To be sourced by infra/bin/cluster after its other parts.
#
#   meridian_cluster_test ROOT    deploys all regions, and prints a line for each step; the last is "cluster: N of N"

# A pod that goes is to cost nothing: its edge serves on until all have noticed. So is a region that is drained or empties by its own
# rollout. A region whose edges are gone at once is left by the next table: three reports 5 s apart, and a decision.
MERIDIAN_REACTION=30
# How long each is watched.
MERIDIAN_WATCHED=20

meridian_cluster_test() {
    root=$1 steps=0 passed=0
    work=$(umask 077 && mktemp -d)
    trap 'test_leave' EXIT
    kubectl delete namespace holysheep --ignore-not-found >/dev/null
    kubectl apply -f "$root/infra/cluster/holysheep.yaml" >/dev/null
    kubectl -n holysheep rollout status deployment/holysheep --timeout=60s >/dev/null
    step "three namespaces of real pods" test_deploy
    test_open_controller
    step "the Job's curl is answered" test_job
    kubectl apply -f "$root/infra/cluster/steady.yaml" >/dev/null
    kubectl -n holysheep wait --for=condition=Ready pod/steady --timeout=60s >/dev/null
    step "agents count 2 of 2 in each region, and each has its part" test_all_ready
    step "steady requests reach every region" test_steady
    step "a deleted pod" test_deleted_pod
    step "a cordoned node, and a pod that finds no other" test_cordon
    step "a rollout" test_rollout
    step "a region scaled to 0" test_scaled
    step "a region drained by the command line" test_drain
    step "uninstalling leaves nothing" test_uninstall
    echo "cluster: $passed of $steps"
    [ "$passed" = "$steps" ]
}

# step NAME FUNCTION: it prints what it found, and fails if that is not as it must be.
step() {
    local found
    steps=$((steps + 1))
    if found=$("$2" 2>&1); then
        passed=$((passed + 1))
        printf 'ok    %2d %s: %s\n' "$steps" "$1" "$(tail -n 1 <<<"$found")"
    else
        printf 'FAIL  %2d %s\n%s\n' "$steps" "$1" "$(tail -n 12 <<<"$found" | sed 's/^/         /')"
    fi
}

test_leave() {
    kubectl uncordon -l kubernetes.io/os=linux >/dev/null 2>&1 || true
    [ ! -f "$work/forward.pid" ] || kill "$(cat "$work/forward.pid")" 2>/dev/null || true
    kubectl delete namespace holysheep --ignore-not-found --wait=false >/dev/null 2>&1 || true
    rm -rf "$work"
}

test_deploy() {
    HOLYSHEEP_API_KEY=sim-key HOLYSHEEP_BASE_URL=http://holysheep.holysheep:8070/v1 \
        "$root/infra/bin/deploy-all-regions" --values "$root/infra/cluster/values.yaml" \
        --controller-values "$root/infra/cluster/controller-values.yaml"
}

test_open_controller() {
    local port
    port=$(meridian_free_port)
    "$(meridian_servers)/kubectl" -n meridian port-forward service/meridian "$port:8090" >"$work/forward.log" 2>&1 &
    echo $! >"$work/forward.pid"
    kubectl -n meridian get secret meridian-operator-token -o 'jsonpath={.data.token}' | base64 -d >"$work/token"
    export MERIDIAN_URL="http://127.0.0.1:$port" MERIDIAN_TOKEN_FILE="$work/token"
    # Builds it where that was not done.
    "$root/infra/bin/meridian" regions >/dev/null
}

test_job() {
    kubectl -n ai-services delete job ai-proxy-call --ignore-not-found >/dev/null
    kubectl apply -f "$root/infra/cluster/curl-job.yaml" >/dev/null
    kubectl -n ai-services wait --for=condition=complete job/ai-proxy-call --timeout=60s >/dev/null || {
        kubectl -n ai-services logs job/ai-proxy-call
        return 1
    }
    kubectl -n ai-services logs job/ai-proxy-call | grep -o '"object":"chat.completion"'
}

test_all_ready() {
    local region
    for region in us-west-2 eu-west-1 ap-southeast-1; do
        counts "$region" 2 2 || return
        has_part "$region" || return
    done
    echo "2/2, 2/2, 2/2"
}

test_steady() {
    local from
    from=$(date +%s)
    sleep "$MERIDIAN_WATCHED"
    served "$from" || return
    [ "$(regions_since "$from" | wc -w)" = 3 ] || { echo "only $(regions_since "$from") answered" && return 1; }
}

test_deleted_pod() {
    local from pod
    from=$(date +%s)
    pod=$(a_pod eu-west-1)
    kubectl -n ai-services-eu-west-1 delete "$pod" --wait=false >/dev/null
    sleep "$MERIDIAN_WATCHED"
    counts eu-west-1 2 2 || return
    served "$from"
}

test_cordon() {
    local from pending
    from=$(date +%s)
    kubectl cordon -l kubernetes.io/os=linux >/dev/null
    pending=$(while_cordoned) || {
        echo "$pending"
        kubectl uncordon -l kubernetes.io/os=linux >/dev/null
        return 1
    }
    kubectl uncordon -l kubernetes.io/os=linux >/dev/null
    counts ap-southeast-1 2 2 || return
    served "$from" || return
    echo "$(served "$from"); meanwhile 1/2, pending $pending"
}

while_cordoned() {
    kubectl -n ai-services-ap-southeast-1 delete "$(a_pod ap-southeast-1)" --wait=false >/dev/null
    sleep "$MERIDIAN_WATCHED"
    counts ap-southeast-1 1 2 || return
    region_field ap-southeast-1 cluster.pending
}

test_rollout() {
    local from
    from=$(date +%s)
    kubectl -n ai-services-eu-west-1 rollout restart deployment/ai-proxy-eu-west-1 >/dev/null
    kubectl -n ai-services-eu-west-1 rollout status deployment/ai-proxy-eu-west-1 --timeout=120s >/dev/null || return
    sleep "$MERIDIAN_WATCHED"
    served "$from" || return
    counts eu-west-1 2 2 || return
    [ "$(region_field eu-west-1 state.health)" = HEALTHY ] || { echo "eu-west-1 is $(region_field eu-west-1 state.health)" && return 1; }
    served "$from"
}

test_scaled() {
    local from early
    from=$(date +%s)
    kubectl -n ai-services-eu-west-1 scale deployment/ai-proxy-eu-west-1 --replicas=0 >/dev/null
    sleep $((MERIDIAN_REACTION + MERIDIAN_WATCHED))
    counts eu-west-1 0 0 || return
    empty eu-west-1 $((from + MERIDIAN_REACTION)) || return
    early=$(served "$from" || true)
    served $((from + MERIDIAN_REACTION)) || return
    kubectl -n ai-services-eu-west-1 scale deployment/ai-proxy-eu-west-1 --replicas=2 >/dev/null
    kubectl -n ai-services-eu-west-1 rollout status deployment/ai-proxy-eu-west-1 --timeout=120s >/dev/null || return
    counts eu-west-1 2 2 || return
    echo "$(served $((from + MERIDIAN_REACTION))) after $MERIDIAN_REACTION s; from the first second: $early"
}

test_drain() {
    local from
    from=$(date +%s)
    "$root/infra/bin/meridian" drain start ap-southeast-1 --yes --emergency --expires 10m --reason "infra/bin/cluster test" >/dev/null || return
    sleep $((MERIDIAN_REACTION + MERIDIAN_WATCHED))
    empty ap-southeast-1 $((from + MERIDIAN_REACTION)) || return
    counts ap-southeast-1 2 2 || return
    served "$from" || return
    "$root/infra/bin/meridian" drain end ap-southeast-1 --yes >/dev/null
    served "$from"
}

test_uninstall() {
    local left
    kubectl -n holysheep delete pod steady --wait=false >/dev/null
    "$root/infra/bin/deploy-all-regions" --uninstall || return
    left=$(
        kubectl get namespaces -o name | grep -E '^namespace/(meridian|ai-services.*)$'
        kubectl get clusterroles,clusterrolebindings -l app.kubernetes.io/part-of=meridian -o name
        kubectl get all,configmaps,secrets,persistentvolumeclaims,networkpolicies,poddisruptionbudgets -A -l app.kubernetes.io/part-of=meridian -o name
    ) || true
    [ -z "$left" ] || { echo "left: $left" && return 1; }
    echo "no namespace, no object with Meridian's label"
}

a_pod() {
    kubectl -n "ai-services-$1" get pods -l app=ai-proxy -o name | head -n 1
}

# served SECOND: all requests sent since have been answered with 200.
served() {
    requests_since "$1" | awk '{ n++; if ($2 != 200) { failed++; print } if ($NF > slowest) slowest = $NF }
        END { printf "%d requests, %d failed, slowest %.2f s\n", n, failed, slowest; exit failed > 0 || n == 0 }'
}

# Those of the last seconds may still be under way.
requests_since() {
    kubectl -n holysheep logs steady | awk -v from="$1" '$1 >= from'
}

regions_since() {
    requests_since "$1" | awk 'NF == 4 { print $3 }' | sort -u | tr '\n' ' '
}

# empty REGION SECOND: it has answered none sent since.
empty() {
    local answered
    answered=$(requests_since "$2" | awk -v region="$1" '$3 == region' | wc -l)
    [ "$answered" = 0 ] || { echo "$1 has answered $answered requests" && return 1; }
}

# counts REGION READY TOTAL: the pods that its agents see, within their time.
counts() {
    local deadline=$((SECONDS + 60)) now
    until now="$(region_field "$1" cluster.pods.ready)/$(region_field "$1" cluster.pods.total)" && [ "$now" = "$2/$3" ]; do
        [ "$SECONDS" -lt "$deadline" ] || { echo "agents of $1 count $now, not $2/$3" && return 1; }
        sleep 1
    done
}

# has_part REGION: no less than it would have of three by its weight, within the time of a ramp.
has_part() {
    local deadline=$((SECONDS + 90)) part
    until part=$(region_field "$1" shares.default) && [ "$part" -gt 2500 ]; do
        [ "$SECONDS" -lt "$deadline" ] || { echo "$1 has $part basis points" && return 1; }
        sleep 1
    done
}

# region_field REGION PATH: of GET /v1/regions.
region_field() {
    curl -s -m 5 -H @<(printf 'Authorization: Bearer %s' "$(cat "$MERIDIAN_TOKEN_FILE")") "$MERIDIAN_URL/v1/regions" |
        python3 -c '
import json, sys
value = json.load(sys.stdin)["regions"][sys.argv[1]]
for name in sys.argv[2].split("."):
    value = value[name]
print(json.dumps(value) if isinstance(value, dict) else value)' "$1" "$2" 2>/dev/null
}
