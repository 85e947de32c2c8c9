/**
 * The live view: what is known of the running world as lines of text, and the terminal that shows them.
 * The live loop and the story fill frames from the controller and the measured traffic, and show them every second.
 * Rendering is a pure function of a frame; no line is wider than the screen.
 */
@NullMarked
package dev.meridian.demo.view;

import org.jspecify.annotations.NullMarked;
