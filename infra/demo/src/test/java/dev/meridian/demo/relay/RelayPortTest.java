package dev.meridian.demo.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RelayPortTest {
    private static final Duration ROUND_TRIP = Duration.ofMillis(60);
    private static final long SEED = 11;
    private static final int PATIENCE_MILLIS = 20_000;

    private final ServerSocket target = listen();

    @SuppressWarnings("NullAway.Init")
    private RelayPort relay;

    @BeforeEach
    void open() throws IOException {
        relay = RelayPort.open(anyPort(), address(target), ROUND_TRIP, SEED);
    }

    @AfterEach
    void close() throws IOException {
        relay.close();
        target.close();
    }

    @Test
    void anAnswerOnANewConnectionTakesTwoRoundTripsAndOneLater() throws IOException {
        echo();
        long began = System.nanoTime(); // the relay's clock runs from the connection on, however late this goes on
        try (Socket caller = call()) {
            roundTrip(caller);
            long answered = System.nanoTime();
            roundTrip(caller);
            long first = answered - began;
            long second = System.nanoTime() - answered;
            double least = 1 - Delay.JITTER;
            assertThat(first).isGreaterThanOrEqualTo((long) (ROUND_TRIP.toNanos() * (1 + least)));
            assertThat(second).isGreaterThanOrEqualTo((long) (ROUND_TRIP.toNanos() * least));
        }
    }

    @Test
    void bytesArriveInOrderAndWholeBothWays() throws Exception {
        echo();
        byte[] sent = new byte[1_000_000];
        new Random(SEED).nextBytes(sent);
        try (Socket caller = call()) {
            Thread.ofVirtual().start(() -> send(caller, sent));
            assertThat(caller.getInputStream().readAllBytes()).isEqualTo(sent);
        }
    }

    @Test
    void theEndOfOneWayLeavesTheOtherOpen() throws IOException {
        try (Socket caller = call();
                Socket served = target.accept()) {
            caller.shutdownOutput();
            assertThat(served.getInputStream().read()).isEqualTo(-1);
            served.getOutputStream().write("late".getBytes(StandardCharsets.UTF_8));
            served.shutdownOutput();
            assertThat(caller.getInputStream().readAllBytes()).asString().isEqualTo("late");
        }
    }

    @Test
    void aDeadTargetResetsTheCallerAfterARoundTrip() throws IOException {
        target.close();
        long began = System.nanoTime();
        try (Socket caller = call()) {
            assertThatThrownBy(() -> caller.getInputStream().read())
                    .isInstanceOf(SocketException.class)
                    .isNotInstanceOf(SocketTimeoutException.class);
        }
        assertThat(System.nanoTime() - began).isGreaterThanOrEqualTo(ROUND_TRIP.toNanos());
    }

    @Test
    void aTargetThatBreaksAConnectionBreaksTheCaller() throws IOException {
        try (Socket caller = call()) {
            Socket served = target.accept();
            served.getOutputStream().write('x');
            assertThat(caller.getInputStream().read()).isEqualTo('x');
            served.setSoLinger(true, 0);
            served.close();
            assertThatThrownBy(() -> caller.getInputStream().read()).isInstanceOf(SocketException.class);
        }
        eventually(() -> relay.connections() == 0);
    }

    @Test
    void aCallerThatBreaksItsConnectionBreaksTheTarget() throws IOException {
        Socket caller = call();
        try (Socket served = target.accept()) {
            caller.setSoLinger(true, 0);
            caller.close();
            served.setSoTimeout(PATIENCE_MILLIS);
            assertThatThrownBy(() -> served.getInputStream().read())
                    .isInstanceOf(SocketException.class)
                    .isNotInstanceOf(SocketTimeoutException.class);
        }
        eventually(() -> relay.connections() == 0);
    }

    @Test
    void aReceiverThatDoesNotReadStopsItsSender() throws IOException {
        AtomicLong written = new AtomicLong();
        try (Socket caller = call();
                Socket served = target.accept()) {
            Thread.ofVirtual().start(() -> writeWithoutEnd(served, written));
            eventually(() -> standsStill(written));
            // The relay's own buffer, and what the kernel holds of two connections.
            assertThat(written.get()).isLessThan(Connection.LINE_BYTES + 32L * 1024 * 1024);
            long stopped = written.get();
            InputStream in = caller.getInputStream();
            eventually(() -> {
                skip(in, 64 * 1024);
                return written.get() > stopped;
            });
        }
    }

    @Test
    void closingTheRelayBreaksItsConnections() throws IOException {
        try (Socket caller = call();
                Socket served = target.accept()) {
            relay.close();
            assertThatThrownBy(() -> {
                        int next = caller.getInputStream().read();
                        assertThat(next).as("end of stream").isEqualTo(0);
                    })
                    .isInstanceOf(SocketException.class);
            assertThat(served.isConnected()).isTrue();
        }
        assertThatThrownBy(this::call).isInstanceOf(IOException.class);
    }

    private void echo() {
        Thread.ofVirtual().start(() -> {
            try (Socket served = target.accept()) {
                served.getInputStream().transferTo(served.getOutputStream());
            } catch (IOException e) {
                // The test sees what is missing.
            }
        });
    }

    private Socket call() throws IOException {
        Socket caller = new Socket(InetAddress.getLoopbackAddress(), relay.port());
        caller.setTcpNoDelay(true);
        caller.setSoTimeout(PATIENCE_MILLIS);
        return caller;
    }

    private static void roundTrip(Socket caller) throws IOException {
        caller.getOutputStream().write('x');
        assertThat(caller.getInputStream().read()).isEqualTo('x');
    }

    private static void send(Socket caller, byte[] bytes) {
        try {
            caller.getOutputStream().write(bytes);
            caller.shutdownOutput();
        } catch (IOException e) {
            // The reader sees what is missing.
        }
    }

    private static void writeWithoutEnd(Socket served, AtomicLong written) {
        byte[] chunk = new byte[16 * 1024];
        try {
            OutputStream out = served.getOutputStream();
            while (true) {
                out.write(chunk);
                written.addAndGet(chunk.length);
            }
        } catch (IOException e) {
            // The test has ended.
        }
    }

    private static boolean standsStill(AtomicLong written) {
        long before = written.get();
        LockSupport.parkNanos(Duration.ofMillis(300).toNanos());
        return before > 0 && written.get() == before;
    }

    private static void skip(InputStream in, int bytes) {
        try {
            in.skipNBytes(bytes);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void eventually(BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofMillis(PATIENCE_MILLIS).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime() - deadline)
                    .as("nanoseconds past the deadline")
                    .isNegative();
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
        }
    }

    private static ServerSocket listen() {
        try {
            ServerSocket socket = new ServerSocket();
            socket.bind(anyPort());
            return socket;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static InetSocketAddress anyPort() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    private static InetSocketAddress address(ServerSocket socket) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), socket.getLocalPort());
    }
}
