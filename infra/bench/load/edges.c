// Parked edges: what time a changed weight takes from the operator's request to the table at every edge.
//
//   edges PORT COUNT CHANGES EDGE_TOKEN OPERATOR_TOKEN REGION
//
// Opens COUNT connections that long poll the table as an edge does, each asking again at once after an answer, and prints
// "parked COUNT" when all of them wait. After a line of standard input it changes the region's weight CHANGES times and some before, each
// when all have the table of the change before, prints "edges ANSWERS ERRORS P50_NANOS P99_NANOS", and holds the
// connections until standard input ends. A time counts from before the request is sent until a whole answer is there.
#include "wire.h"

#define BUFFER_BYTES (256 * 1024)
#define OPENING_PAUSE (500 * MICRO)
#define PATIENCE (30 * SECOND)
#define ETAG_BYTES 64

// Changes that are not counted: the controller's JIT compiler has not seen any yet.
#define WARM_UP 10

// Of an answer the head is kept, the rest is counted only.
struct edge {
    int fd, answered;
    size_t have, length;
    char etag[ETAG_BYTES];
    char head[512];
};

static struct samples samples;
static int64_t changed_at;
static long answered, parked, errors;
static int port;
static const char *edge_token;
static char buffer[BUFFER_BYTES];

static void ask(struct edge *e) {
    char request[1024], known[ETAG_BYTES + 32] = "";
    if (e->etag[0]) snprintf(known, sizeof known, "If-None-Match: %s\r\n", e->etag);
    int length = snprintf(request, sizeof request,
        "GET /v1/table?wait=60 HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nAuthorization: Bearer %s\r\n"
        "User-Agent: Java-http-client/25\r\nAccept: application/json\r\nAccept-Encoding: gzip\r\n%s\r\n", port, edge_token, known);
    e->have = e->length = 0;
    if (e->etag[0]) parked++;
    require(send(e->fd, request, length, MSG_NOSIGNAL) == length, "send");
}

static void keep_etag(struct edge *e) {
    const char *tag = strcasestr(e->head, "\r\netag:"), *end = tag ? strstr(tag + 2, "\r\n") : NULL;
    require(end != NULL && end - tag - 7 < ETAG_BYTES, "an answer without ETag");
    for (tag += 7; *tag == ' ';) tag++;
    snprintf(e->etag, sizeof e->etag, "%.*s", (int)(end - tag), tag);
}

static void read_answer(struct edge *e) {
    ssize_t n = recv(e->fd, buffer, BUFFER_BYTES, 0);
    if (n < 0 && errno == EAGAIN) return;
    require(n > 0, "a connection was closed");
    for (ssize_t i = 0; i < n && e->have + i < sizeof e->head - 1; i++) e->head[e->have + i] = buffer[i];
    e->have += n;
    size_t kept = e->have < sizeof e->head - 1 ? e->have : sizeof e->head - 1;
    e->head[kept] = 0;
    if (e->length == 0) e->length = message_length(e->head, kept);
    if (e->length == 0 || e->have < e->length) return;
    int status = atoi(e->head + 9);
    if (status != 200 && status != 304 && errors++ == 0) fprintf(stderr, "an answer: %s\n", e->head);
    if (status == 200) keep_etag(e);
    if (changed_at && status == 200 && !e->answered) {
        add_sample(&samples, now() - changed_at);
        e->answered = 1;
        answered++;
    }
    ask(e);
}

// True when standard input, watched with no edge, has something to say.
static int poll_edges(int epoll, int64_t until) {
    struct epoll_event events[256];
    int told = 0, n = await_events(epoll, events, 256, until);
    for (int i = 0; i < n; i++) {
        if (events[i].data.ptr == NULL) told = 1;
        else read_answer(events[i].data.ptr);
    }
    return told;
}

// True if standard input goes on, false at its end.
static int await_line(int epoll) {
    char c = 0;
    while (1) {
        while (!poll_edges(epoll, 0)) {
        }
        if (read(STDIN_FILENO, &c, 1) <= 0) return 0;
        if (c == '\n') return 1;
    }
}

static void change(int operator, const char *token, const char *region, int weight) {
    char request[1024], body[64];
    snprintf(body, sizeof body, "{\"weight\": %d, \"enabled\": true}", weight);
    int length = snprintf(request, sizeof request,
        "PUT /v1/regions/%s/intent HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nAuthorization: Bearer %s\r\nIf-Match: *\r\n"
        "Content-Type: application/json\r\nContent-Length: %zu\r\n\r\n%s", region, port, token, strlen(body), body);
    changed_at = now();
    require(send(operator, request, length, MSG_NOSIGNAL) == length, "send");
}

int main(int argc, char **argv) {
    require(argc == 7, "usage: edges PORT COUNT CHANGES EDGE_TOKEN OPERATOR_TOKEN REGION");
    port = argument(argv, 1, 65535);
    long count = argument(argv, 2, 8000), changes = argument(argv, 3, 1000);
    edge_token = argv[4];
    int epoll = epoll_create1(0), operator = connect_to(port);
    struct edge *edges = calloc(count, sizeof *edges);
    require(edges != NULL, "memory for edges");
    for (long i = 0; i < count; i++) {
        edges[i].fd = connect_to(port);
        watch(epoll, edges[i].fd, &edges[i]);
        ask(&edges[i]);
        poll_edges(epoll, now() + OPENING_PAUSE);
    }
    for (int64_t latest = now() + PATIENCE; parked < count && now() < latest;) poll_edges(epoll, latest);
    require(parked >= count, "edges that get no table");
    printf("parked %ld\n", count);
    fflush(stdout);
    watch(epoll, STDIN_FILENO, NULL);
    if (!await_line(epoll)) return 0;
    for (long c = 0; c < WARM_UP + changes; c++) {
        for (int64_t pause = now() + SECOND; now() < pause;) poll_edges(epoll, pause);
        for (long i = 0; i < count; i++) edges[i].answered = 0;
        answered = 0;
        if (c == WARM_UP) samples.count = 0;
        change(operator, argv[5], argv[6], c % 2 ? 100 : 50);
        for (int64_t latest = now() + PATIENCE; answered < count && now() < latest;) poll_edges(epoll, latest);
        errors += count - answered;
        ssize_t n = recv(operator, buffer, BUFFER_BYTES - 1, 0);
        buffer[n > 0 ? n : 0] = 0;
        if (strncmp(buffer + 9, "200", 3) != 0 && errors++ == 0) fprintf(stderr, "a change: %s\n", buffer);
    }
    print_samples("edges", &samples, errors);
    fflush(stdout);
    await_line(epoll);
    return 0;
}
