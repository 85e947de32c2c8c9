@NullMarked
package dev.meridian.routing.intent;

import org.jspecify.annotations.NullMarked;
