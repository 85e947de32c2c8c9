@NullMarked
package dev.meridian.scenarios.report;

import org.jspecify.annotations.NullMarked;
