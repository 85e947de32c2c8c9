package dev.meridian.edge.openai;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a request's JSON body that routing needs.
 *
 * @param model the model asked for
 * @param stream whether the answer is to be streamed
 * @param choices how many answers it asks for, 1 to {@link #MAX_CHOICES}: {@code n} of each prompt
 * @param affinityKey {@code prompt_cache_key}, else {@code user}, else null
 * @param modelStart where the model's JSON string starts in the body, its quote included
 * @param modelEnd where it ends, exclusive
 */
public record ModelRequest(
        String model, boolean stream, int choices, @Nullable String affinityKey, int modelStart, int modelEnd) {
    /** More than any API gives; who asks for more is refused there. */
    public static final int MAX_CHOICES = 4_096;

    /**
     * The body with another model's name in it and every other byte as it was.
     *
     * @param body this request's body; not released
     * @return a buffer of its own, to be released by the caller
     */
    public ByteBuf bodyFor(String otherModel, ByteBuf body) {
        if (otherModel.equals(model)) {
            return body.retainedDuplicate();
        }
        StringBuilder json = new StringBuilder(otherModel.length() + 2);
        JsonText.append(json, otherModel);
        int start = body.readerIndex();
        return Unpooled.wrappedBuffer(
                body.retainedSlice(start, modelStart),
                Unpooled.wrappedBuffer(json.toString().getBytes(StandardCharsets.UTF_8)),
                body.retainedSlice(start + modelEnd, body.readableBytes() - modelEnd));
    }
}
