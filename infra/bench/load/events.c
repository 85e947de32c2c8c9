// The model that streams: answers each request with server-sent events at a steady pace, each of them a write of its own.
//
//   events PORT EVENTS PAUSE_MICROS [hold]    with "hold" a stream stays open and silent after its events
//
// A request that asks for no stream gets a whole answer, so that it can be asked whether it is up.
#include "wire.h"
#include <math.h>

#define REQUEST_BYTES 4096
#define MOST_EVENTS 1024

// A connection; in the queue while its stream has events to send.
struct stream {
    int fd;
    long left;
    int64_t due, phase;
    struct stream *next;
    size_t have;
    char request[REQUEST_BYTES + 1];
};

static const char *stream_head =
    "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nCache-Control: no-cache\r\nX-Accel-Buffering: no\r\n"
    "Transfer-Encoding: chunked\r\n\r\n";
static const char *event_head =
    "data: {\"id\":\"chatcmpl-bench\",\"object\":\"chat.completion.chunk\",\"created\":1767225600,\"model\":\"gpt-4.1\","
    "\"choices\":[{\"index\":0,\"delta\":{\"content\":\"";
static const char *event_tail = "\"},\"finish_reason\":null}]}\n\n";
static const char *last_events =
    "data: {\"id\":\"chatcmpl-bench\",\"object\":\"chat.completion.chunk\",\"created\":1767225600,\"model\":\"gpt-4.1\","
    "\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n";
static const char *whole_answer =
    "{\"id\":\"chatcmpl-bench\",\"object\":\"chat.completion\",\"created\":1767225600,\"model\":\"gpt-4.1\",\"choices\":[{\"index\":0,"
    "\"message\":{\"role\":\"assistant\",\"content\":\"here\"},\"finish_reason\":\"stop\"}]}";

static long events_per_stream;
static int64_t pause_nanos;
static int hold;
static long connections;

// In the order in which they are due.
static struct stream *first_due;

static void enqueue(struct stream *s, int64_t due) {
    struct stream **link = &first_due;
    while (*link != NULL && (*link)->due <= due) link = &(*link)->next;
    s->due = due;
    s->next = *link;
    *link = s;
}

static void dequeue(struct stream *s) {
    struct stream **link = &first_due;
    while (*link != NULL && *link != s) link = &(*link)->next;
    if (*link != NULL) *link = s->next;
}

// The next moment of its own in the pause: streams that began together, or that a stall has brought together, would send in
// bursts, in which an event mostly waits for the others.
static int64_t first_moment(struct stream *s) {
    if (pause_nanos == 0) return now();
    int64_t start = now() - s->phase;
    return start + pause_nanos - start % pause_nanos + s->phase;
}

static void forget(struct stream *s) {
    if (s->left > 0) dequeue(s);
    close(s->fd);
    free(s);
}

// What does not fit into the socket's buffer would falsify every later event: such a stream ends.
static int send_all(struct stream *s, const char *bytes, int length) {
    return send(s->fd, bytes, length, MSG_NOSIGNAL) == length;
}

static int send_chunk(struct stream *s, const char *data, const char *after) {
    char chunk[1024];
    return send_all(s, chunk, snprintf(chunk, sizeof chunk, "%zx\r\n%s\r\n%s", strlen(data), data, after));
}

static int send_event(struct stream *s) {
    char event[512];
    snprintf(event, sizeof event, "%s" STAMP "%0*ld%s", event_head, STAMP_DIGITS, (long)now(), event_tail);
    return send_chunk(s, event, "");
}

// The next event, or the end; false if the client is gone or too slow.
static int go_on(struct stream *s) {
    if (s->left == 1) {
        s->left = 0;
        return hold || send_chunk(s, last_events, "0\r\n\r\n");
    }
    s->left--;
    enqueue(s, s->due + pause_nanos);
    return send_event(s);
}

static int answer(struct stream *s) {
    if (strstr(s->request, "\"stream\":true") == NULL) {
        char whole[1024];
        return send_all(s, whole, snprintf(whole, sizeof whole,
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %zu\r\n\r\n%s", strlen(whole_answer), whole_answer));
    }
    s->left = events_per_stream + 1;
    enqueue(s, first_moment(s));
    return send_all(s, stream_head, strlen(stream_head));
}

// False if the connection is over.
static int read_request(struct stream *s) {
    ssize_t n = recv(s->fd, s->request + s->have, REQUEST_BYTES - s->have, 0);
    if (n <= 0) return n < 0 && errno == EAGAIN;
    s->have += n;
    s->request[s->have] = 0;
    size_t length = message_length(s->request, s->have);
    if (length == 0 || s->have < length) return s->have < REQUEST_BYTES;
    s->have = 0;
    return s->left == 0 && answer(s);
}

static void accept_all(int listener, int epoll) {
    int fd;
    while ((fd = accept(listener, NULL, NULL)) >= 0) {
        struct stream *s = calloc(1, sizeof *s);
        require(s != NULL, "memory for a stream");
        make_prompt(fd);
        s->fd = fd;
        // Multiples of the golden ratio: any number of connections is spread evenly.
        s->phase = (int64_t)(fmod(connections++ * 0.618034, 1) * pause_nanos);
        watch(epoll, fd, s);
    }
    require(errno == EAGAIN || errno == ECONNABORTED, "accept");
}

static int listen_on(int port) {
    struct sockaddr_in address = loopback(port);
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    require(fd >= 0, "socket");
    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &(int){1}, sizeof(int));
    require(bind(fd, (struct sockaddr *)&address, sizeof address) == 0, "bind");
    make_prompt(fd);
    require(listen(fd, 4096) == 0, "listen");
    return fd;
}

int main(int argc, char **argv) {
    require(argc >= 4, "usage: events PORT EVENTS PAUSE_MICROS [hold]");
    int listener = listen_on(argument(argv, 1, 65535)), epoll = epoll_create1(0);
    events_per_stream = argument(argv, 2, MOST_EVENTS);
    pause_nanos = argument(argv, 3, 1000000) * MICRO;
    hold = argc > 4;
    wait_exactly();
    watch(epoll, listener, NULL);
    for (;;) {
        struct epoll_event events[64];
        int n = await_events(epoll, events, 64, first_due == NULL ? 0 : first_due->due);
        for (int i = 0; i < n; i++) {
            struct stream *s = events[i].data.ptr;
            if (s == NULL) accept_all(listener, epoll);
            else if (!read_request(s)) forget(s);
        }
        while (first_due != NULL && first_due->due <= now()) {
            struct stream *s = first_due;
            dequeue(s);
            if (!go_on(s)) forget(s);
        }
    }
}
