@NullMarked
package dev.meridian.routing.audit;

import org.jspecify.annotations.NullMarked;
