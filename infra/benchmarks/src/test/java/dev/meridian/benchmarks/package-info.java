@NullMarked
package dev.meridian.benchmarks;

import org.jspecify.annotations.NullMarked;
