/**
 * Tests of the client, by a server on a real socket.
 * The build runs them.
 * What commands do with the answers is tested beside the commands.
 */
@NullMarked
package dev.meridian.cli.controller;

import org.jspecify.annotations.NullMarked;
