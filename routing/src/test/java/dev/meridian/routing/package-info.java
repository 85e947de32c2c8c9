@NullMarked
package dev.meridian.routing;

import org.jspecify.annotations.NullMarked;
