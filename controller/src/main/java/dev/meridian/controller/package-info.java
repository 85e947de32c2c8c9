/**
 * The controller: the only writer of routing tables.
 * {@link dev.meridian.controller.ControllerApplication} starts it and {@code ControllerConfiguration} lists its parts.
 * Reports and intents come in, one thread decides, tables go out; no request path of users passes here.
 */
@NullMarked
package dev.meridian.controller;

import org.jspecify.annotations.NullMarked;
