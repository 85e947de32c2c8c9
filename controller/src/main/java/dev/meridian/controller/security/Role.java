package dev.meridian.controller.security;

import java.util.EnumSet;
import java.util.Set;

/** What a credential is for. */
public enum Role {
    /** Posts reports and reads the table. */
    AGENT,
    /** Posts observations and reads the table. */
    EDGE,
    /** Reads everything. */
    VIEWER,
    /** Reads everything, sets intents, drains, freezes, pins and rolls back. */
    OPERATOR,
    /** May do what an operator may, set safety rules, back the store up, and override what speaks against a change. */
    ADMIN;

    /** Who may read everything. */
    static final Set<Role> READERS = EnumSet.of(VIEWER, OPERATOR, ADMIN);

    /** Who may steer. */
    static final Set<Role> OPERATORS = EnumSet.of(OPERATOR, ADMIN);
}
