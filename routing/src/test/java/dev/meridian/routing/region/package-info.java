@NullMarked
package dev.meridian.routing.region;

import org.jspecify.annotations.NullMarked;
