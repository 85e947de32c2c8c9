@NullMarked
package dev.meridian.routing.report;

import org.jspecify.annotations.NullMarked;
