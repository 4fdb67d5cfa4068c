package dev.espalier.reproduction;

/**
 * Whether results have a shape that a paper claims.
 *
 * @param claim what should be so
 * @param holds whether it is
 * @param found the figures that decide it
 */
public record ShapeCheck(String claim, boolean holds, String found) {}
