package dev.meridian.simulator.answer;

/** A header line of an answer, written as it stands. */
public record Header(String name, String value) {}
