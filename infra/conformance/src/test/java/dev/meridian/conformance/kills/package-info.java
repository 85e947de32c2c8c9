@NullMarked
package dev.meridian.conformance.kills;

import org.jspecify.annotations.NullMarked;
