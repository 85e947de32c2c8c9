@NullMarked
package dev.meridian.routing.latency;

import org.jspecify.annotations.NullMarked;
