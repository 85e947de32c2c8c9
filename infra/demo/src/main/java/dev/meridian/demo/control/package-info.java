/**
 * The controller's HTTP API as the demo uses it: an operator's client.
 * The view and the story read regions and tables, the story sets intents and drains.
 * Every call has a deadline, and an answer that is not the expected one is an exception that names call and status.
 */
@NullMarked
package dev.meridian.demo.control;

import org.jspecify.annotations.NullMarked;
