/**
 * Which regions the demo has and how far they are from each other.
 * The relay delays by it, the clients choose their next edge by it, the view orders regions by it.
 * The distances are symmetric and fixed.
 */
@NullMarked
package dev.meridian.demo.geography;

import org.jspecify.annotations.NullMarked;
