// What the bench's programs share: time, loopback sockets, the end of an HTTP head, and percentiles. Linux only.
#pragma once
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define MICRO 1000L
#define SECOND 1000000000L

// An event carries when it was sent: STAMP and this many digits, nanoseconds of the clock that all programs share.
#define STAMP "t="
#define STAMP_DIGITS 19

// Ends the program where no bench can go on.
static inline void require(int fine, const char *what) {
    if (!fine) {
        fprintf(stderr, "%s: %s\n", what, errno ? strerror(errno) : "unexpected");
        exit(1);
    }
}

static inline long argument(char **argv, int index, long most) {
    char *end;
    long value = strtol(argv[index], &end, 10);
    require(*end == 0 && value >= 0 && value <= most, argv[index]);
    return value;
}

static inline int64_t now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * SECOND + t.tv_nsec;
}

static inline struct sockaddr_in loopback(int port) {
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(port)};
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return address;
}

// Neither blocks nor waits for more to send.
static inline void make_prompt(int fd) {
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &(int){1}, sizeof(int));
    require(fcntl(fd, F_SETFL, O_NONBLOCK) == 0, "fcntl");
}

// Waits for the connection: on loopback that is no time worth measuring.
static inline int connect_to(int port) {
    struct sockaddr_in address = loopback(port);
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    require(fd >= 0, "socket");
    require(connect(fd, (struct sockaddr *)&address, sizeof address) == 0, "connect");
    make_prompt(fd);
    return fd;
}

static inline void watch(int epoll, int fd, void *data) {
    struct epoll_event event = {.events = EPOLLIN, .data.ptr = data};
    require(epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &event) == 0, "epoll_ctl");
}

// Waits for events until a time in nanoseconds (0: for ever); returns how many there are.
static inline int await_events(int epoll, struct epoll_event *events, int most, int64_t until) {
    int64_t left = until - now();
    if (left < 0) left = 0;
    struct timespec wait = {.tv_sec = left / SECOND, .tv_nsec = left % SECOND};
    int n = epoll_pwait2(epoll, events, most, until ? &wait : NULL, NULL);
    require(n >= 0 || errno == EINTR, "epoll_pwait2");
    return n < 0 ? 0 : n;
}

// The kernel rounds waits to 50 microseconds if it is not told otherwise.
static inline void wait_exactly(void) {
    prctl(PR_SET_TIMERSLACK, 1L);
}

// The length of an HTTP message of which `have` bytes are there (a zero follows them); 0 while its head is not whole.
// A message without Content-Length has no body.
static inline size_t message_length(const char *message, size_t have) {
    const char *end = memmem(message, have, "\r\n\r\n", 4);
    if (end == NULL) return 0;
    size_t head = end + 4 - message;
    const char *length = strcasestr(message, "\r\ncontent-length:");
    return length == NULL || length > end ? head : head + strtoul(length + 17, NULL, 10);
}

// Samples in nanoseconds.
struct samples {
    int64_t *values;
    size_t count, room;
};

static inline void add_sample(struct samples *samples, int64_t nanos) {
    if (samples->count == samples->room) {
        samples->room = samples->room ? 2 * samples->room : 1 << 16;
        samples->values = realloc(samples->values, samples->room * sizeof(int64_t));
        require(samples->values != NULL, "memory for samples");
    }
    samples->values[samples->count++] = nanos;
}

static inline int compare_samples(const void *a, const void *b) {
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

// One line for the bench to read: name, samples, errors, and p50 and p99 in nanoseconds.
static inline void print_samples(const char *name, struct samples *samples, long errors) {
    int64_t *v = samples->values;
    size_t n = samples->count;
    if (n > 0) qsort(v, n, sizeof *v, compare_samples);
    printf("%s %zu %ld %ld %ld\n", name, n, errors, n ? (long)v[n / 2] : 0, n ? (long)v[n * 99 / 100] : 0);
}
