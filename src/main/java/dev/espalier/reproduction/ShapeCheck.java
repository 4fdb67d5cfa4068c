package dev.espalier.reproduction;

/**
 * A check that results have a shape that a paper claims.
 *
 * @param claim the claim
 * @param holds whether it holds
 * @param found the numbers that decide it
 */
public record ShapeCheck(String claim, boolean holds, String found) {}
