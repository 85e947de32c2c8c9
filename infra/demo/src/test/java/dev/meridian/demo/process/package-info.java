/**
 * Child processes under test: small programs of the machine's own shell.
 * Surefire calls it.
 * Whatever a test does, the programs it started are gone after it.
 */
@NullMarked
package dev.meridian.demo.process;

import org.jspecify.annotations.NullMarked;
