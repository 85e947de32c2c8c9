/**
 * What makes the command line start fast, done once after it was built.
 * infra/bin/meridian runs it before it makes the cache of classes.
 * No command needs it: without it they start later, and do the same.
 */
@NullMarked
package dev.meridian.cli.start;

import org.jspecify.annotations.NullMarked;
