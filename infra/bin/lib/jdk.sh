# Finds, or on Debian and Ubuntu installs, what the scripts in infra/bin need. To be sourced by bash.
#
#   meridian_require_jdk25                       sets JAVA25_HOME to a JDK 25 and exports it as JAVA_HOME for Maven
#   meridian_require_command NAME PACKAGE        the command NAME, which the Debian package PACKAGE brings
#
# As root on Debian or Ubuntu they install what is missing and say what; elsewhere, and where that fails, they name what
# is missing with the command that installs it and exit 2. They print to stderr and nothing when all is there.

MERIDIAN_JDK=25

meridian_say() {
    printf '%s\n' "$*" >&2
}

meridian_require_jdk25() {
    if ! JAVA25_HOME="$(meridian_find_jdk25)"; then
        meridian_install_jdk25
        JAVA25_HOME="$(meridian_find_jdk25)" || meridian_missing_jdk25
    fi
    export JAVA25_HOME
    export JAVA_HOME="$JAVA25_HOME"
    # What Maven's own libraries do is no news to who runs this script.
    export MAVEN_OPTS="${MAVEN_OPTS:-} --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow"
}

meridian_require_command() {
    local name="$1" package="$2"
    command -v "$name" >/dev/null 2>&1 && return 0
    if meridian_can_install; then
        meridian_apt_install "$package"
        command -v "$name" >/dev/null 2>&1 && return 0
    fi
    meridian_say "missing: $name"
    meridian_say "install it with: $(meridian_install_command "$package")"
    exit 2
}

# Prints the home of a JDK 25 (with its compiler), or fails. The first of the places below that has one wins.
meridian_find_jdk25() {
    local home
    while IFS= read -r home; do
        if meridian_is_jdk25 "$home"; then
            printf '%s\n' "$home"
            return 0
        fi
    done < <(meridian_jdk_places)
    return 1
}

meridian_jdk_places() {
    local places=() java
    places+=("${JAVA25_HOME:-}" "${JAVA_HOME:-}")
    java="$(command -v javac 2>/dev/null || command -v java 2>/dev/null || true)"
    [ -n "$java" ] && places+=("$(dirname "$(dirname "$(meridian_real_path "$java")")")")
    places+=(/usr/lib/jvm/* /usr/java/* /opt/java/* /opt/jdk*)
    places+=("$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* "$HOME"/.local/share/mise/installs/java/*)
    if [ -x /usr/libexec/java_home ]; then
        places+=("$(/usr/libexec/java_home -v "$MERIDIAN_JDK" 2>/dev/null || true)")
    fi
    places+=(/Library/Java/JavaVirtualMachines/*/Contents/Home "$HOME"/Library/Java/JavaVirtualMachines/*/Contents/Home)
    places+=(/opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home)
    places+=(/usr/local/opt/openjdk*/libexec/openjdk.jdk/Contents/Home)
    printf '%s\n' "${places[@]}"
}

# A JDK says its version in a file, which is much faster to read than a JVM is to start.
meridian_is_jdk25() {
    [ -n "$1" ] && [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] && [ -r "$1/release" ] &&
        grep -Eq "^JAVA_VERSION=\"$MERIDIAN_JDK([.\"]|-)" "$1/release"
}

# readlink -f is not everywhere (macOS before 12.3).
meridian_real_path() {
    local path="$1" target hops=0
    while [ -L "$path" ] && [ "$hops" -lt 40 ]; do
        target="$(readlink "$path")"
        case "$target" in
            /*) path="$target" ;;
            *) path="$(dirname "$path")/$target" ;;
        esac
        hops=$((hops + 1))
    done
    printf '%s\n' "$path"
}

meridian_install_jdk25() {
    local package
    meridian_can_install || meridian_missing_jdk25
    meridian_apt_update
    for package in openjdk-25-jdk-headless temurin-25-jdk; do
        if apt-cache show "$package" >/dev/null 2>&1; then
            meridian_apt_install "$package"
            return
        fi
    done
    meridian_say "The package lists of this machine have no JDK $MERIDIAN_JDK."
    meridian_missing_jdk25
}

meridian_missing_jdk25() {
    meridian_say "missing: a JDK $MERIDIAN_JDK (looked at JAVA_HOME, PATH, /usr/lib/jvm, SDKMAN and the like)"
    case "$(uname -s)" in
        Darwin) meridian_say "install it with: brew install openjdk@$MERIDIAN_JDK" ;;
        *)
            if command -v apt-get >/dev/null 2>&1; then
                meridian_say "install it with: $(meridian_install_command openjdk-25-jdk-headless)"
                meridian_say "where that package does not exist: https://adoptium.net/installation/linux (temurin-25-jdk)"
            elif command -v dnf >/dev/null 2>&1; then
                meridian_say "install it with: sudo dnf install java-25-openjdk-devel"
            else
                meridian_say "install it with: sdk install java 25-tem   (https://sdkman.io)"
            fi
            ;;
    esac
    meridian_say "or set JAVA_HOME to one."
    exit 2
}

meridian_can_install() {
    [ "$(id -u)" = 0 ] && [ -r /etc/debian_version ] && command -v apt-get >/dev/null 2>&1
}

meridian_install_command() {
    if [ "$(uname -s)" = Darwin ]; then
        printf 'brew install %s' "$1"
    elif command -v apt-get >/dev/null 2>&1; then
        printf 'sudo apt-get update && sudo apt-get install %s' "$1"
    elif command -v dnf >/dev/null 2>&1; then
        printf 'sudo dnf install %s' "$1"
    else
        printf 'your package manager (Debian calls the package %s)' "$1"
    fi
}

MERIDIAN_APT_UPDATED=no

meridian_apt_update() {
    [ "$MERIDIAN_APT_UPDATED" = no ] || return 0
    MERIDIAN_APT_UPDATED=yes
    # A list that cannot be fetched does not matter where the package is known already.
    DEBIAN_FRONTEND=noninteractive apt-get update -qq >/dev/null 2>&1 || meridian_say "apt-get update failed; going on"
}

meridian_apt_install() {
    local log
    meridian_say "installing the Debian package $1"
    meridian_apt_update
    log="$(mktemp)"
    if ! DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$1" >"$log" 2>&1; then
        tail -n 20 "$log" >&2
        meridian_say "could not install $1"
    fi
    rm -f "$log"
}
