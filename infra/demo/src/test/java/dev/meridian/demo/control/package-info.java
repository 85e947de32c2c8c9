/**
 * How the controller's answers are read.
 * Surefire calls it.
 * The golden files of docs/wire are among the answers.
 */
@NullMarked
package dev.meridian.demo.control;

import org.jspecify.annotations.NullMarked;
