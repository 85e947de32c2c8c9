/**
 * Ports, credentials, files and command lines of a world that is not started.
 * Surefire calls it.
 * No token or key is found where other users could read it.
 */
@NullMarked
package dev.meridian.demo.world;

import org.jspecify.annotations.NullMarked;
