@NullMarked
package dev.meridian.routing.flow;

import org.jspecify.annotations.NullMarked;
