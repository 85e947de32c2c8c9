// Agents that report as fast as they are answered.
//
//   reports PORT CONNECTIONS SENDERS WARM_UP SECONDS TOKEN FILE    prints "reports ACCEPTED ERRORS P50_NANOS P99_NANOS"
//
// FILE is a report with SENDER and SEQUENCE (below) where a sender's number and its sequence go. Each connection speaks for its
// part of the senders, one after the other, one request at a time. What is answered within WARM_UP seconds is not counted.
#include "wire.h"

#define SENDER "SENDERNO"
#define SEQUENCE "999999999"
#define DIGITS(of) ((int)sizeof of - 1)
#define BUFFER_BYTES 4096

struct agent {
    int fd;
    long first, count, next, sequence;
    int64_t asked;
    size_t have;
    char buffer[BUFFER_BYTES + 1];
};

static struct samples samples;
static int64_t begin;
static long errors;
static char request[16 * 1024];
static char *sender, *sequence;
static size_t length;

static void make_request(int port, const char *token, const char *path) {
    char body[8 * 1024];
    FILE *file = fopen(path, "r");
    require(file != NULL, path);
    size_t n = fread(body, 1, sizeof body - 1, file);
    body[n] = 0;
    length = snprintf(request, sizeof request,
        "POST /v1/reports HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nAuthorization: Bearer %s\r\nUser-Agent: Java-http-client/25\r\n"
        "Content-Type: application/json\r\nContent-Length: %zu\r\n\r\n%s", port, token, n, body);
    sender = strstr(request, SENDER);
    sequence = strstr(request, SEQUENCE);
    require(sender != NULL && sequence != NULL, "the report has no place for sender and sequence");
}

static void put(char *at, int digits, long value) {
    char text[32];
    snprintf(text, sizeof text, "%0*ld", digits, value);
    memcpy(at, text, digits);
}

static void ask(struct agent *a) {
    put(sender, DIGITS(SENDER), a->first + a->next);
    // Numbers in JSON begin with no zero.
    put(sequence, DIGITS(SEQUENCE), 100000000 + a->sequence);
    if (++a->next == a->count) a->next = 0, a->sequence++;
    a->have = 0;
    a->asked = now();
    require(send(a->fd, request, length, MSG_NOSIGNAL) == (ssize_t)length, "send");
}

static void read_answer(struct agent *a) {
    ssize_t n = recv(a->fd, a->buffer + a->have, BUFFER_BYTES - a->have, 0);
    if (n < 0 && errno == EAGAIN) return;
    require(n > 0, "a connection was closed");
    a->have += n;
    a->buffer[a->have] = 0;
    size_t whole = message_length(a->buffer, a->have);
    require(whole <= BUFFER_BYTES, "an answer is too long");
    if (whole == 0 || a->have < whole) return;
    int64_t received = now();
    if (memcmp(a->buffer + 9, "204", 3) == 0) {
        if (received >= begin) add_sample(&samples, received - a->asked);
    } else if (errors++ == 0) fprintf(stderr, "a report was refused: %.500s\n", a->buffer);
    ask(a);
}

int main(int argc, char **argv) {
    require(argc == 8, "usage: reports PORT CONNECTIONS SENDERS WARM_UP SECONDS TOKEN FILE");
    int port = argument(argv, 1, 65535), epoll = epoll_create1(0);
    long connections = argument(argv, 2, 8000), senders = argument(argv, 3, 1000000);
    make_request(port, argv[6], argv[7]);
    struct agent *agents = calloc(connections, sizeof *agents);
    require(agents != NULL && senders >= connections, "a sender for each connection");
    begin = now() + argument(argv, 4, 9999) * SECOND;
    int64_t end = begin + argument(argv, 5, 9999) * SECOND;
    for (long i = 0; i < connections; i++) {
        struct agent *a = &agents[i];
        a->first = i * (senders / connections);
        a->count = senders / connections;
        a->fd = connect_to(port);
        watch(epoll, a->fd, a);
        ask(a);
    }
    while (now() < end) {
        struct epoll_event events[64];
        int n = await_events(epoll, events, 64, end);
        for (int i = 0; i < n; i++) read_answer(events[i].data.ptr);
    }
    print_samples("reports", &samples, errors);
}
