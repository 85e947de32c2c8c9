@NullMarked
package dev.meridian.routing.compact;

import org.jspecify.annotations.NullMarked;
