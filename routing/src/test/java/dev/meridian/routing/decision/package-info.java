@NullMarked
package dev.meridian.routing.decision;

import org.jspecify.annotations.NullMarked;
