package dev.espalier.study;

/**
 * A solver that took no part in a comparison.
 *
 * @param solver its name
 * @param reason why
 */
public record LeftOut(String solver, String reason) {}
