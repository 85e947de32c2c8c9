package dev.meridian.edge.server;

import io.netty.channel.IoHandle;
import io.netty.channel.IoHandler;
import io.netty.channel.IoHandlerContext;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.IoRegistration;
import io.netty.util.concurrent.ThreadAwareExecutor;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Looks for more input for a while after some has come, before the event loop's thread sleeps: waking a thread, and in a
 * virtual machine the processor under it, can take longer than all that is done with an event of a stream. HAProxy has the same
 * as {@code busy-polling}. Confined to its event loop, but for {@link #wakeup}.
 */
final class BusyPolling implements IoHandler {
    private final IoHandler handler;
    private final long nanos;
    private long lastInput;
    private boolean polling;
    private @Nullable Awake awake;

    private BusyPolling(IoHandler handler, long nanos) {
        this.handler = handler;
        this.nanos = nanos;
    }

    /** @param time how long a loop looks for more; with none, the handlers are as they are */
    static IoHandlerFactory over(IoHandlerFactory handlers, Duration time) {
        long nanos = time.toNanos();
        return nanos == 0
                ? handlers
                : new IoHandlerFactory() {
                    @Override
                    public IoHandler newHandler(ThreadAwareExecutor executor) {
                        return new BusyPolling(handlers.newHandler(executor), nanos);
                    }

                    @Override
                    public boolean isChangingThreadSupported() {
                        return handlers.isChangingThreadSupported();
                    }
                };
    }

    @Override
    public int run(IoHandlerContext context) {
        int handled = handler.run(polling ? awake(context) : context);
        if (handled > 0) {
            polling = true;
            lastInput = System.nanoTime();
        } else if (polling) {
            polling = System.nanoTime() - lastInput < nanos;
            Thread.onSpinWait();
        }
        return handled;
    }

    /** The same one each time, since a loop that polls asks for it a million times a second. */
    private Awake awake(IoHandlerContext context) {
        Awake before = awake;
        if (before == null || !before.context().equals(context)) {
            before = new Awake(context);
            awake = before;
        }
        return before;
    }

    @Override
    public void initialize() {
        handler.initialize();
    }

    @Override
    public void prepareToDestroy() {
        handler.prepareToDestroy();
    }

    @Override
    public void destroy() {
        handler.destroy();
    }

    @Override
    public IoRegistration register(IoHandle handle) throws Exception {
        return handler.register(handle);
    }

    @Override
    public void wakeup() {
        handler.wakeup();
    }

    @Override
    public boolean isCompatible(Class<? extends IoHandle> handleType) {
        return handler.isCompatible(handleType);
    }

    /** Does not let the handler sleep. */
    private record Awake(IoHandlerContext context) implements IoHandlerContext {
        @Override
        public boolean canBlock() {
            return false;
        }

        @Override
        public long delayNanos(long now) {
            return context.delayNanos(now);
        }

        @Override
        public long deadlineNanos() {
            return context.deadlineNanos();
        }

        @Override
        public void reportActiveIoTime(long nanos) {
            context.reportActiveIoTime(nanos);
        }

        @Override
        public boolean shouldReportActiveIoTime() {
            return context.shouldReportActiveIoTime();
        }
    }
}
