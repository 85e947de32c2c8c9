/**
 * What operators set: the edge's own keys, the environment and files that people bring, and the model chain they name.
 * Read once at start; every other package gets the records it needs from here.
 * Whatever is here is valid: a bad value or an unknown key stopped the start with one sentence.
 */
@NullMarked
package dev.meridian.edge.settings;

import org.jspecify.annotations.NullMarked;
