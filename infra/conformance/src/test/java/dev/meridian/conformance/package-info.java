@NullMarked
package dev.meridian.conformance;

import org.jspecify.annotations.NullMarked;
