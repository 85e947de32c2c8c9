/**
 * The picture, compared with golden text.
 * Surefire calls it.
 * Rendering is pure, so no test needs a running world.
 */
@NullMarked
package dev.meridian.demo.view;

import org.jspecify.annotations.NullMarked;
