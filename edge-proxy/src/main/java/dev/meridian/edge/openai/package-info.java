/**
 * What the OpenAI protocol says: paths, the few fields of a request that routing needs, error bodies.
 * The server asks it about requests; the failover asks it to write a request for another model.
 * A body is never reformatted: at most the model's name in it is replaced.
 */
@NullMarked
package dev.meridian.edge.openai;

import org.jspecify.annotations.NullMarked;
