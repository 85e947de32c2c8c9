// The client of a steady load: requests at random times (a Poisson process), whether or not earlier ones are answered.
//
//   paced PORT PER_SECOND SECONDS CONNECTIONS    prints "paced REQUESTS ERRORS P50_NANOS P99_NANOS"
//
// A request's time counts from when it was due, so that one that had to wait for a connection is not flattered.
#include "wire.h"
#include <math.h>

#define BUFFER_BYTES 8192

// After the last request is due, for answers that are still out.
#define PATIENCE (5 * SECOND)

struct client {
    int fd;
    int64_t due;
    size_t have;
    struct client *next_idle;
    char buffer[BUFFER_BYTES + 1];
};

static struct client *idle;
static struct samples samples;
static long errors, waiting;
static char request[2048];

static void make_request(int port) {
    char filler[1024];
    memset(filler, 'a', sizeof filler);
    const char *head = "{\"model\":\"gpt-4.1\",\"messages\":[{\"role\":\"user\",\"content\":\"", *tail = "\"}]}";
    snprintf(request, sizeof request,
        "POST /v1/chat/completions HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nAuthorization: Bearer bench-key\r\n"
        "Content-Type: application/json\r\nContent-Length: 1024\r\n\r\n%s%.*s%s", port, head,
        (int)(1024 - strlen(head) - strlen(tail)), filler, tail);
}

static void release(struct client *c) {
    c->next_idle = idle;
    idle = c;
}

static void ask(struct client *c, int64_t due) {
    idle = c->next_idle;
    c->due = due;
    c->have = 0;
    waiting++;
    require(send(c->fd, request, strlen(request), MSG_NOSIGNAL) == (ssize_t)strlen(request), "send");
}

static void read_answer(struct client *c) {
    ssize_t n = recv(c->fd, c->buffer + c->have, BUFFER_BYTES - c->have, 0);
    if (n < 0 && errno == EAGAIN) return;
    require(n > 0, "a connection was closed");
    c->have += n;
    c->buffer[c->have] = 0;
    size_t length = message_length(c->buffer, c->have);
    require(length <= BUFFER_BYTES, "an answer is too long");
    if (length == 0 || c->have < length) return;
    if (memcmp(c->buffer + 9, "200", 3) != 0 && errors++ == 0) fprintf(stderr, "a request failed: %.300s\n", c->buffer);
    add_sample(&samples, now() - c->due);
    waiting--;
    release(c);
}

static void poll_answers(int epoll, int64_t until) {
    struct epoll_event events[64];
    int n = await_events(epoll, events, 64, until);
    for (int i = 0; i < n; i++) read_answer(events[i].data.ptr);
}

static void open_connections(long count, int port, int epoll) {
    while (count-- > 0) {
        struct client *c = calloc(1, sizeof *c);
        require(c != NULL, "memory for a connection");
        c->fd = connect_to(port);
        watch(epoll, c->fd, c);
        release(c);
    }
}

int main(int argc, char **argv) {
    require(argc == 5, "usage: paced PORT PER_SECOND SECONDS CONNECTIONS");
    int port = argument(argv, 1, 65535), epoll = epoll_create1(0);
    double gap = (double)SECOND / argument(argv, 2, 1000000);
    make_request(port);
    wait_exactly();
    open_connections(argument(argv, 4, 10000), port, epoll);
    // The same times in every run.
    srand48(1);
    int64_t due = now(), end = due + argument(argv, 3, 999) * SECOND;
    while (due < end) {
        while (due < end && due <= now() && idle != NULL) {
            ask(idle, due);
            due += (int64_t)(-log(1 - drand48()) * gap);
        }
        poll_answers(epoll, idle == NULL ? now() + SECOND : due);
    }
    while (waiting > 0 && now() < end + PATIENCE) poll_answers(epoll, end + PATIENCE);
    print_samples("paced", &samples, errors + waiting);
}
