package dev.meridian.simulator.answer;

/** What came of reading a request: a call to answer, or the reason why it is refused. */
public sealed interface Reading permits Call, Refusal {}
