@NullMarked
package dev.meridian.routing.table;

import org.jspecify.annotations.NullMarked;
