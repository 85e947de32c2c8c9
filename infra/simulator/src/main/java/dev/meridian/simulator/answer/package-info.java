/**
 * What a request is answered with, as data: which bytes, in which pieces, at which pace, and how it ends.
 * The server asks for a plan per request, the faults change it, and the server plays it on the connection.
 * Everything here is pure: the same request to the same model gives the same plan, byte for byte.
 */
@NullMarked
package dev.meridian.simulator.answer;

import org.jspecify.annotations.NullMarked;
