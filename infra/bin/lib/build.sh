# Builds what a script in infra/bin runs, only if it must. To be sourced by bash after jdk.sh.
#
#   meridian_build ROOT STAMP MODULE...     packages the modules and what they need, unless every one of their jars is
#                                           there and no source has changed since STAMP was written

meridian_build() {
    local root="$1" stamp="$2" modules module started
    shift 2
    meridian_is_built "$root" "$stamp" "$@" && return 0
    meridian_require_command mvn maven
    if [ -e "$stamp" ]; then
        meridian_say "building what has changed"
    else
        meridian_say "building for the first time: a minute or two, longer where Maven has to download much"
    fi
    modules="$(IFS=, && printf '%s' "$*")"
    started=$SECONDS
    mkdir -p "$(dirname "$stamp")"
    touch "$stamp.started"
    # The tests of a module, and the look of its sources, are the business of infra/bin/test.
    # Maven resets a terminal's colours even where it prints none.
    (set -o pipefail && cd "$root" && mvn -B -q -Dmaven.test.skip=true -Dspotless.skip=true -pl "$modules" -am package 2>&1 |
        sed $'s/\033\\[[0-9;]*m//g') >&2 || {
        rm -f "$stamp.started"
        meridian_say "the build failed; what Maven said stands above"
        exit 1
    }
    # As of its start: what is edited during a build is built again. Each module's own stamp spares the scripts that run only
    # that one another build. Maven gives every jar the same old time (builds are reproducible); by their real one, what is made
    # of a jar, such as an AOT cache, can be seen to be out of date.
    for module in "$@"; do
        touch -r "$stamp.started" "$root/$module/target/built"
        touch "$root/$module/target/${module##*/}"*.jar
    done
    mv "$stamp.started" "$stamp"
    meridian_say "built in $((SECONDS - started)) s"
}

meridian_is_built() {
    local root="$1" stamp="$2" module places=("$1/pom.xml" "$1/routing/pom.xml" "$1/routing/src/main")
    shift 2
    [ -e "$stamp" ] || return 1
    for module in "$@"; do
        [ -e "$root/$module/target/${module##*/}.jar" ] || return 1
        places+=("$root/$module/pom.xml" "$root/$module/src/main")
    done
    # Directories count too: a source that was deleted changes only the directory it was in.
    [ -z "$(find "${places[@]}" -newer "$stamp" -print | head -n 1)" ]
}
