@NullMarked
package dev.meridian.scenarios.story;

import org.jspecify.annotations.NullMarked;
