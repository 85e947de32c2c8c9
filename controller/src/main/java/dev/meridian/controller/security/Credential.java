package dev.meridian.controller.security;

/**
 * One token of the file.
 *
 * @param caller who presents it
 * @param sha256 the token's hash; never changed
 */
@SuppressWarnings("ArrayRecordComponent") // never compared or printed as a whole
record Credential(Caller caller, byte[] sha256) {}
