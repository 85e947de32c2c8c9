/**
 * The controller as the command line sees it: a request, and one of three kinds of answer.
 * Every command calls it.
 * Every call ends within a bounded time, reads a bounded body, and never shows the token.
 */
@NullMarked
package dev.meridian.cli.controller;

import org.jspecify.annotations.NullMarked;
