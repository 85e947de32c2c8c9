/**
 * What the tests call the programs with: chat clients, an operator, the simulator's control API.
 * The tests and the world call it.
 * Every wait has a limit, and no credential is in a message of it.
 */
@NullMarked
package dev.meridian.e2e.client;

import org.jspecify.annotations.NullMarked;
