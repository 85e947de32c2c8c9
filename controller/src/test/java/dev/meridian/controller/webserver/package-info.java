@NullMarked
package dev.meridian.controller.webserver;

import org.jspecify.annotations.NullMarked;
