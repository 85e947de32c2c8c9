/** Short runs of chaos against the built edges, and tests of its judge. */
@org.jspecify.annotations.NullMarked
package dev.meridian.conformance.chaos;
