# How the three programs are started. To be sourced by bash after jdk.sh.
#
#   meridian_prepare ROOT PROGRAM     makes the program's fast start and sets MERIDIAN_PROGRAM to the arguments of java,
#                                     which end in: -jar JAR; MERIDIAN_JAVA_OPTS adds JVM options after the program's own

# A program that has no memory left would go on without what that broke: it ends, and is started again.
# The edge: Netty is fastest with its own access to memory, which today's JDK allows only when asked; its pooled buffers
# cost less than the adaptive ones; the suite hunts leaks with the paranoid detector, so that here none need slow every
# buffer down; 64 connections hold more buffers at once than the recycler's usual 32; a small heap is enough, since
# bodies are outside of it, and what is outside has room for twice the bodies that are held at once.
# The controller does little, but thousands of edges wait at it (docs/benchmarks.md has what each costs), and what senders sent last
# lives until they send again, so that it is not copied more than twice among the young; the agent does less: the smallest collector, and for the agent one compiler and a small young
# generation, keep them small (docs/adr/0004-agent-without-a-web-framework.md has the agent's numbers); and its archive of
# classes is mapped where it was made for, so that its 43 MB are pages of the file and not of the process.
meridian_java_options() {
    case "$1" in
    edge-proxy)
        echo -Xmx128m -XX:MaxDirectMemorySize=256m -XX:+UseSerialGC -XX:+ExitOnOutOfMemoryError --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow \
            -Dio.netty.noUnsafe=false -Dio.netty.allocator.type=pooled -Dio.netty.leakDetection.level=disabled \
            -Dio.netty.recycler.chunkSize=256
        ;;
    controller)
        echo -Xmx256m -XX:+UseSerialGC -XX:+ExitOnOutOfMemoryError -XX:MaxTenuringThreshold=2 --enable-native-access=ALL-UNNAMED
        ;;
    region-agent)
        echo -Xmx24m -Xmn4m -XX:+UseSerialGC -XX:+ExitOnOutOfMemoryError -XX:TieredStopAtLevel=1 -XX:TrimNativeHeapInterval=10000 \
            -XX:+UnlockDiagnosticVMOptions -XX:ArchiveRelocationMode=0
        ;;
    esac
}

# Settings that a training run needs to come as far as a made program; it opens no socket. The edge is trained by more than its
# start (edge-proxy/training).
meridian_training_settings() {
    case "$1" in
    controller) echo --meridian.controller.regions-file="$2/regions.yaml" --meridian.controller.data-dir="$2/data" ;;
    region-agent)
        echo --meridian.agent.region=training --meridian.agent.edges=http://127.0.0.1:9 \
            --meridian.agent.controller-url=http://127.0.0.1:9 \
            --meridian.agent.cluster.enabled=true --meridian.agent.cluster.node=training \
            --meridian.agent.cluster.namespace=training
        ;;
    esac
}

# The regions file that these settings name.
meridian_training_regions() {
    printf 'regions:\n  - {name: training, endpoint: localhost, weight: 1, enabled: true}\n'
}

meridian_prepare() {
    local root="$1" program="$2" jar app cache made_of
    local -a options
    jar="$root/$program/target/$program.jar"
    app="$root/$program/target/app"
    cache="$app/$program.aot"
    read -r -a options <<<"$(meridian_java_options "$program")"
    # By content: builds are reproducible, so a jar's time says nothing.
    made_of=$({ cat "$jar" "$root/$program/training/"*.java 2>/dev/null; echo "${options[*]}"; } | cksum)
    if [ "$made_of" != "$(cat "$app/source.cksum" 2>/dev/null)" ]; then
        rm -rf "$app"
        "$JAVA_HOME/bin/java" -Djarmode=tools -jar "$jar" extract --destination "$app" >/dev/null
        echo "$made_of" >"$app/source.cksum"
    fi
    [ -f "$cache" ] || meridian_train "$root" "$program" "$app" "$cache" "${options[@]}"
    local -a more
    read -r -a more <<<"${MERIDIAN_JAVA_OPTS-}"
    MERIDIAN_PROGRAM=("${options[@]}" -XX:AOTCache="$cache" -Xlog:aot=off -Xlog:cds=off ${more[@]+"${more[@]}"}
        -jar "$app/$program.jar")
}

# The cache is for speed only: where it cannot be made, an empty file stands in its place, which the JVM passes over.
meridian_train() {
    local root="$1" program="$2" app="$3" cache="$4" scratch java="$JAVA_HOME/bin/java"
    local -a settings
    shift 4
    scratch=$(mktemp -d)
    if [ "$program" = edge-proxy ]; then
        "$java" "$root/edge-proxy/training/EdgeTraining.java" "$scratch" \
            "$java" "$@" -XX:AOTCacheOutput="$cache" -jar "$app/$program.jar" >"$scratch/training.log" 2>&1 || true
    else
        meridian_training_regions >"$scratch/regions.yaml"
        read -r -a settings <<<"$(meridian_training_settings "$program" "$scratch")"
        # The agent must not find the cluster of whoever builds it.
        KUBERNETES_MASTER=http://127.0.0.1:9 KUBERNETES_AUTH_TRYKUBECONFIG=false LOG_LEVEL=off "$java" "$@" \
            -XX:AOTCacheOutput="$cache" -Dspring.context.exit=onRefresh -jar "$app/$program.jar" "${settings[@]}" \
            >"$scratch/log" 2>&1 || true
    fi
    [ -f "$cache" ] || : >"$cache"
    rm -rf "$scratch"
}
