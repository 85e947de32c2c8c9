package dev.meridian.edge.settings;

/** The kinds of sockets that a machine may have. */
public enum SocketKind {
    /** The best that there is here. */
    AUTO,
    /** Linux's io_uring, which many container runtimes forbid. */
    IO_URING,
    /** Linux's epoll. */
    EPOLL,
    /** The JDK's own. */
    NIO
}
