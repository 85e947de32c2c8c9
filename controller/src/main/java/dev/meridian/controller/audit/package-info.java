/**
 * Who did what: facts of changes, and of refusals to make one, for the store's audit.
 * Endpoints make an {@link dev.meridian.controller.audit.Actor} of a request; a filter tells of every refusal.
 * A change's fact is stored with the change or not at all; no fact holds a token or what the body of a refused request said.
 */
@NullMarked
package dev.meridian.controller.audit;

import org.jspecify.annotations.NullMarked;
