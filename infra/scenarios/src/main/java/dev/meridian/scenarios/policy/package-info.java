/**
 * Who decides in the model world: the real decision, and three rivals that know the same.
 * A model controller calls its policy every cycle with all that it has heard.
 * Every policy answers with a table that the real records accept.
 */
@NullMarked
package dev.meridian.scenarios.policy;

import org.jspecify.annotations.NullMarked;
