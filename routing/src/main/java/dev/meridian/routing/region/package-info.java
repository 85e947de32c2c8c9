@org.jspecify.annotations.NullMarked
package dev.meridian.routing.region;
