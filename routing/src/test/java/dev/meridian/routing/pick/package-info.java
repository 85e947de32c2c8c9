@NullMarked
package dev.meridian.routing.pick;

import org.jspecify.annotations.NullMarked;
