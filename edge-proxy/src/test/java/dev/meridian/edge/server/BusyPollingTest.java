package dev.meridian.edge.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.IoHandle;
import io.netty.channel.IoHandler;
import io.netty.channel.IoHandlerContext;
import io.netty.channel.IoRegistration;
import io.netty.util.concurrent.ThreadAwareExecutor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BusyPollingTest {
    private final Scripted scripted = new Scripted();

    @Test
    void afterInputTheLoopStaysAwakeUntilNothingHasComeForTheTime() {
        run(over(Duration.ofNanos(1)), 0, 2, 1, 0, 0);
        assertThat(scripted.mayBlock).containsExactly(true, true, false, false, true);
    }

    @Test
    void forAllOfTheTimeItStaysAwake() {
        run(over(Duration.ofHours(1)), 1, 0, 0, 0);
        assertThat(scripted.mayBlock).containsExactly(true, false, false, false);
    }

    @Test
    void withoutATimeTheHandlersAreAsTheyAre() {
        assertThat(over(Duration.ZERO)).isSameAs(scripted);
    }

    private IoHandler over(Duration time) {
        return BusyPolling.over(executor -> scripted, time).newHandler(new Here());
    }

    private void run(IoHandler polling, int... handled) {
        for (int each : handled) {
            scripted.handles = each;
            assertThat(polling.run(new Idle())).isEqualTo(each);
        }
    }

    /** Handles what it is told to, and writes down whether it might have slept instead. */
    private static final class Scripted implements IoHandler {
        private final List<Boolean> mayBlock = new ArrayList<>();
        private int handles;

        @Override
        public int run(IoHandlerContext context) {
            mayBlock.add(context.canBlock());
            return handles;
        }

        @Override
        public IoRegistration register(IoHandle handle) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void wakeup() {}

        @Override
        public boolean isCompatible(Class<? extends IoHandle> handleType) {
            return true;
        }
    }

    /** A loop that has nothing else to do. */
    private static final class Idle implements IoHandlerContext {
        @Override
        public boolean canBlock() {
            return true;
        }

        @Override
        public long delayNanos(long currentTimeNanos) {
            return 0;
        }

        @Override
        public long deadlineNanos() {
            return -1;
        }
    }

    private static final class Here implements ThreadAwareExecutor {
        @Override
        public boolean isExecutorThread(Thread thread) {
            return true;
        }

        @Override
        public void execute(Runnable task) {
            task.run();
        }
    }
}
