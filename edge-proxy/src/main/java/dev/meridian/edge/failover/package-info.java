/**
 * One request's way over regions and models: which attempt is next, whose fault a failure is, when to give up.
 * The server starts an exchange; the exchange opens upstream calls and relays the answer that it commits to.
 * After content has been sent to the client nothing is ever tried again.
 */
@NullMarked
package dev.meridian.edge.failover;

import org.jspecify.annotations.NullMarked;
