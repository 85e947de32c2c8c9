/**
 * How the simulator reads and writes JSON and YAML: names in snake case, times with their unit, nothing unknown let pass.
 * The control API, the script and the settings read with it.
 * A reader refuses what it does not know, in one sentence that names the key and the nearest known one.
 */
@NullMarked
package dev.meridian.simulator.json;

import org.jspecify.annotations.NullMarked;
