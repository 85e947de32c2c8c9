/**
 * The demo's command line and its architecture under test.
 * Surefire calls it.
 * No test starts the whole world; infra/bin/demo --story does that.
 */
@NullMarked
package dev.meridian.demo;

import org.jspecify.annotations.NullMarked;
