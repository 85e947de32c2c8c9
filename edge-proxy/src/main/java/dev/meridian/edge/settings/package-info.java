/**
 * What operators set: the edge's own keys, the environment and files that people bring, and the model chain they name.
 * Read at start, and the files again when they change; every other package gets the records it needs from here.
 * Whatever is here is valid: a bad value or an unknown key stopped the start with one sentence, or was refused while running.
 */
@NullMarked
package dev.meridian.edge.settings;

import org.jspecify.annotations.NullMarked;
