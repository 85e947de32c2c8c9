/**
 * The clients of the demo: light chat traffic from each region, and what became of every request.
 * The live view and the story read what was measured; nothing else sends requests.
 * Every request ends as exactly one sample, and memory does not grow with the running time.
 */
@NullMarked
package dev.meridian.demo.traffic;

import org.jspecify.annotations.NullMarked;
