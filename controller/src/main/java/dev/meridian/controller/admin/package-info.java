/**
 * What operators and viewers see and do over HTTP: regions, intents, drains, decisions, and the program's own health.
 * People, the command line and dashboards call it.
 * Endpoints only translate: every rule is in the package that owns the matter.
 */
@NullMarked
package dev.meridian.controller.admin;

import org.jspecify.annotations.NullMarked;
