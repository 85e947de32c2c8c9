/**
 * The agent's settings, and the one sentence that a broken configuration gets.
 * Boot binds them at start; the agent's configuration reads them.
 * A settings record is valid or it does not exist; an unknown key never passes in silence.
 */
@NullMarked
package dev.meridian.agent.config;

import org.jspecify.annotations.NullMarked;
