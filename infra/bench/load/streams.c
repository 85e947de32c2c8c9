// The client of many streams: what time an event takes from the model to here.
//
//   streams PORT COUNT SECONDS    keeps COUNT streams running; prints "streams EVENTS ERRORS P50_NANOS P99_NANOS"
//   streams PORT COUNT hold       opens COUNT streams, prints "open COUNT" once each has had an event, and holds them until
//                                 standard input ends; then prints "held COUNT ERRORS"
#include "wire.h"

#define BUFFER_BYTES 8192

// So that a proxy's queue of new connections never overflows.
#define OPENING_PAUSE (200 * MICRO)

struct client {
    int fd;
    int begun, done;
    size_t have;
    char *buffer;
};

static const char *last_event = "[DONE]", *last_chunk = "0\r\n\r\n";
static struct samples samples;
static long begun, errors;
static char request[2048];

static void make_request(int port) {
    char body[1024 + 1], filler[900];
    memset(filler, 'a', sizeof filler);
    snprintf(body, sizeof body, "{\"model\":\"gpt-4.1\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"%.*s\"}]}",
        (int)sizeof filler, filler);
    snprintf(request, sizeof request,
        "POST /v1/chat/completions HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nAuthorization: Bearer bench-key\r\n"
        "Content-Type: application/json\r\nContent-Length: %zu\r\n\r\n%s", port, strlen(body), body);
}

static void ask(struct client *c) {
    c->begun = c->done = 0;
    c->have = 0;
    require(send(c->fd, request, strlen(request), MSG_NOSIGNAL) == (ssize_t)strlen(request), "send");
}

static void fail(struct client *c, const char *why) {
    if (errors++ == 0) fprintf(stderr, "a stream failed: %s: %.200s\n", why, c->have ? c->buffer : "");
    close(c->fd);
    c->fd = -1;
}

// Takes the stamps out of what has come; what may be the start of one stays.
static void take_events(struct client *c, int64_t received) {
    char *from = c->buffer, *end = c->buffer + c->have, *stamp;
    while ((stamp = memmem(from, end - from, "\"" STAMP, 3)) != NULL && end - stamp >= 3 + STAMP_DIGITS) {
        add_sample(&samples, received - strtoll(stamp + 3, NULL, 10));
        from = stamp + 3 + STAMP_DIGITS;
        if (!c->begun) begun++;
        c->begun = 1;
    }
    if (memmem(from, end - from, last_event, strlen(last_event)) != NULL) c->done = 1;
    if (c->done && memmem(from, end - from, last_chunk, strlen(last_chunk)) != NULL) {
        return ask(c);
    }
    size_t rest = end - from;
    memmove(c->buffer, from, rest);
    c->have = rest;
    c->buffer[rest] = 0;
}

static void read_events(struct client *c) {
    ssize_t n = recv(c->fd, c->buffer + c->have, BUFFER_BYTES - c->have, 0);
    int64_t received = now();
    if (n < 0 && errno == EAGAIN) return;
    if (n <= 0) return fail(c, "closed");
    c->have += n;
    c->buffer[c->have] = 0;
    if (!c->begun && c->have >= 12 && memcmp(c->buffer + 9, "200", 3) != 0) return fail(c, "not 200");
    take_events(c, received);
    if (c->have == BUFFER_BYTES) fail(c, "no event in 8 KB");
}

static void open_stream(struct client *c, int port, int epoll) {
    c->fd = connect_to(port);
    c->buffer = malloc(BUFFER_BYTES + 1);
    require(c->buffer != NULL, "memory for a stream");
    watch(epoll, c->fd, c);
    ask(c);
}

// True when standard input, watched with no client, has ended.
static int poll_streams(int epoll, int64_t until) {
    struct epoll_event events[64];
    int over = 0, n = await_events(epoll, events, 64, until);
    for (int i = 0; i < n; i++) {
        struct client *c = events[i].data.ptr;
        if (c == NULL) over = 1;
        else if (c->fd >= 0) read_events(c);
    }
    return over;
}

static void hold(int epoll, long count) {
    int64_t latest = now() + 30 * SECOND;
    while (begun + errors < count && now() < latest) poll_streams(epoll, now() + SECOND / 10);
    errors += count - begun - errors;
    printf("open %ld\n", begun);
    fflush(stdout);
    watch(epoll, STDIN_FILENO, NULL);
    while (!poll_streams(epoll, 0)) {
    }
    printf("held %ld %ld\n", begun, errors);
}

int main(int argc, char **argv) {
    require(argc == 4, "usage: streams PORT COUNT SECONDS|hold");
    int port = argument(argv, 1, 65535), epoll = epoll_create1(0);
    long count = argument(argv, 2, 30000);
    int holding = strcmp(argv[3], "hold") == 0;
    int64_t end = now() + (holding ? 0 : argument(argv, 3, 999) * SECOND);
    struct client *clients = calloc(count, sizeof *clients);
    make_request(port);
    wait_exactly();
    int64_t next = now();
    for (long i = 0; i < count; i++, next += OPENING_PAUSE) {
        open_stream(&clients[i], port, epoll);
        do poll_streams(epoll, next + OPENING_PAUSE);
        while (now() < next + OPENING_PAUSE);
    }
    if (holding) {
        hold(epoll, count);
        return 0;
    }
    while (now() < end) poll_streams(epoll, end);
    print_samples("streams", &samples, errors);
}
