/**
 * The programs of the demo and what they need: ports, credentials, files, command lines, the relay between regions.
 * The live view and the story start one world, kill parts of it and bring them back.
 * All its data lies in one folder that only its user can read and that is deleted with it.
 */
@NullMarked
package dev.meridian.demo.world;

import org.jspecify.annotations.NullMarked;
