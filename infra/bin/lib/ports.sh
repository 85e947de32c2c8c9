# Free ports on loopback. To be sourced by bash.
#
#   meridian_free_port    prints one, below the range from which the kernel takes ports for outgoing connections

meridian_free_port() {
    local port
    for _ in {1..100}; do
        port=$((20000 + RANDOM % 10000))
        (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || {
            echo "$port"
            return
        }
    done
    echo "found no free port in 100 tries" >&2
    return 1
}
