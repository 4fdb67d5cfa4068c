package dev.espalier.study;

/**
 * A solver that was left out of a comparison.
 *
 * @param solver its name
 * @param reason why
 */
public record LeftOut(String solver, String reason) {}
