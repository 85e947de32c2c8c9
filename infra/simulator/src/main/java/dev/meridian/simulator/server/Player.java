package dev.meridian.simulator.server;

import dev.meridian.simulator.answer.Ending;
import dev.meridian.simulator.log.Entry;
import dev.meridian.simulator.log.Outcome;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.util.concurrent.Future;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Plays one answer on its connection, at its pace and no faster than the client reads. Lives on the event loop. */
@SuppressWarnings("FutureReturnValueIgnored") // a failed write closes the channel, and that is seen
final class Player {
    /** A reset overtakes bytes that the kernel has not sent yet; on a quiet path they are gone after this. */
    private static final long RESET_SETTLE_MILLIS = 20;

    /** The longest that a silent answer holds its connection. */
    private static final long MAX_STALL_MINUTES = 10;

    private final ChannelHandlerContext ctx;
    private final List<Wire.Step> steps;
    private final Ending.@Nullable Manner manner;
    private final Entry entry;
    private final Consumer<Outcome> ended;
    private long dueNanos = System.nanoTime();
    private int next;
    private boolean blocked;
    private boolean over;
    private @Nullable Future<?> timer;

    /** Tells the consumer once, when the answer was played to its end. */
    Player(
            ChannelHandlerContext ctx,
            List<Wire.Step> steps,
            Ending.@Nullable Manner manner,
            Entry entry,
            Consumer<Outcome> ended) {
        this.ctx = ctx;
        this.steps = steps;
        this.manner = manner;
        this.entry = entry;
        this.ended = ended;
    }

    void play() {
        long now = System.nanoTime();
        while (!over && next < steps.size()) {
            Wire.Step step = steps.get(next);
            long wait = dueNanos + step.delayNanos() - now;
            if (step.delayNanos() > 0) {
                ctx.flush();
            }
            if (wait > 0) {
                timer = ctx.executor().schedule(this::play, wait, TimeUnit.NANOSECONDS);
                return;
            }
            if (!ctx.channel().isWritable()) {
                blocked = true;
                ctx.flush();
                return;
            }
            dueNanos += step.delayNanos();
            next++;
            write(step.bytes(), now);
        }
        if (!over) {
            finish();
        }
    }

    /** The connection takes bytes again. */
    void resume() {
        if (blocked) {
            blocked = false;
            play();
        }
    }

    /** The connection is gone. */
    void cancel() {
        over = true;
        if (timer != null) {
            timer.cancel(false);
        }
    }

    private void write(byte[] bytes, long now) {
        if (bytes.length > 0) {
            entry.sent(bytes.length, now);
            ctx.write(Unpooled.wrappedBuffer(bytes), ctx.voidPromise());
        }
    }

    private void finish() {
        over = true;
        switch (manner) {
            case null -> {
                // First the log, then the last bytes: who has the whole answer finds it in the log.
                ended.accept(Outcome.ANSWERED);
                ctx.flush();
            }
            case STALL -> {
                ctx.flush();
                timer = ctx.executor().schedule(() -> close(Outcome.CUT), MAX_STALL_MINUTES, TimeUnit.MINUTES);
            }
            case CLOSE -> close(Outcome.CUT);
            case RESET -> {
                ctx.flush();
                long settle = next > 0 ? RESET_SETTLE_MILLIS : 0;
                timer = ctx.executor().schedule(this::reset, settle, TimeUnit.MILLISECONDS);
            }
        }
    }

    private void close(Outcome outcome) {
        ChannelFuture written = ctx.writeAndFlush(Unpooled.EMPTY_BUFFER);
        written.addListener(ignored -> {
            ended.accept(outcome);
            ctx.close();
        });
    }

    private void reset() {
        // First this: who is told may close the connection.
        ctx.channel().config().setOption(ChannelOption.SO_LINGER, 0);
        ended.accept(Outcome.RESET);
        ctx.close();
    }
}
