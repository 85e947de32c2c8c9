package dev.meridian.demo.relay;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator;

/**
 * One relayed connection: the caller's socket, the target's socket, and a {@link DelayLine} each way.
 *
 * <p>A relay cannot delay the caller's handshake, the kernel has answered it already. Its round trip is charged to the
 * first bytes instead, so that an answer on a new connection takes two round trips, as over a real distance. If the
 * target refuses, the caller is reset after that round trip.
 */
final class Connection {
    /** Under way each way: at 90 ms this still carries 2.8 MB/s, far more than the demo's answers need. */
    static final int LINE_BYTES = 256 * 1024;

    /** A chunk that is read at once. */
    private static final int CHUNK_BYTES = 8 * 1024;

    /** The target is a process on this machine: it answers or refuses at once, or it hangs. */
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);

    private final Socket caller;
    private final InetSocketAddress target;
    private final Duration roundTrip;
    private final RandomGenerator seeds;
    private final Socket onward = new Socket();
    private final AtomicBoolean broken = new AtomicBoolean();

    Connection(Socket caller, InetSocketAddress target, Duration roundTrip, RandomGenerator seeds) {
        this.caller = caller;
        this.target = target;
        this.roundTrip = roundTrip;
        this.seeds = seeds;
    }

    /** Relays until both ways have ended or one has broken; both sockets are closed then. */
    void run() throws InterruptedException {
        long establishedNanos = System.nanoTime() + roundTrip.toNanos();
        DelayLine there = newLine(establishedNanos);
        DelayLine back = newLine(System.nanoTime());
        try {
            TimeUnit.NANOSECONDS.sleep(roundTrip.toNanos() / 2);
            if (!connect()) {
                TimeUnit.NANOSECONDS.sleep(Math.max(0, establishedNanos - System.nanoTime()));
                return;
            }
            Thread[] movers = {
                start(() -> fill(caller, there)),
                start(() -> empty(there, onward)),
                start(() -> fill(onward, back)),
                start(() -> empty(back, caller))
            };
            for (Thread mover : movers) {
                mover.join();
            }
        } finally {
            there.close();
            back.close();
            close();
        }
    }

    /** Breaks both sides at once; {@link #run} returns soon after. */
    void reset() {
        broken.set(true);
        close();
    }

    private DelayLine newLine(long opensAtNanos) {
        return new DelayLine(LINE_BYTES, new Delay(roundTrip, seeds.nextLong()), opensAtNanos);
    }

    private boolean connect() {
        try {
            caller.setTcpNoDelay(true);
            onward.setTcpNoDelay(true);
            onward.connect(target, (int) CONNECT_TIMEOUT.toMillis());
            return true;
        } catch (IOException e) {
            broken.set(true);
            return false;
        }
    }

    private static Thread start(Runnable mover) {
        return Thread.ofVirtual().start(mover);
    }

    private void fill(Socket from, DelayLine line) {
        try {
            Parcel last = readAll(from, line);
            line.put(last);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Parcel readAll(Socket from, DelayLine line) throws InterruptedException {
        byte[] chunk = new byte[CHUNK_BYTES];
        try {
            InputStream in = from.getInputStream();
            int length = in.read(chunk);
            while (length >= 0) {
                if (!line.put(new Parcel.Bytes(Arrays.copyOf(chunk, length)))) {
                    return new Parcel.Reset();
                }
                length = in.read(chunk);
            }
            return new Parcel.End();
        } catch (IOException e) {
            return new Parcel.Reset();
        }
    }

    private void empty(DelayLine line, Socket to) {
        try {
            OutputStream out = to.getOutputStream();
            boolean open = true;
            while (open) {
                open = switch (line.take()) {
                    case Parcel.Bytes(byte[] bytes) -> {
                        out.write(bytes);
                        yield true;
                    }
                    case Parcel.End() -> {
                        to.shutdownOutput();
                        yield false;
                    }
                    case Parcel.Reset() -> throw new IOException("the other side is gone");
                };
            }
        } catch (IOException e) {
            line.close();
            reset();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void close() {
        for (Socket socket : new Socket[] {caller, onward}) {
            try {
                lingerIfBroken(socket);
                socket.close();
            } catch (IOException e) {
                // Closing is all that could be done about it.
            }
        }
    }

    /** A lingering of zero makes the close a reset: a cut answer must not look like one that has ended. */
    private void lingerIfBroken(Socket socket) throws SocketException {
        if (broken.get() && !socket.isClosed()) {
            socket.setSoLinger(true, 0);
        }
    }
}
