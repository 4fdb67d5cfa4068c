package dev.espalier.study;

/**
 * A solver that took no part in a comparison.
 *
 * @param solver its name
 * @param reason why, continuing a sentence that its name begins
 */
public record LeftOut(String solver, String reason) {}
