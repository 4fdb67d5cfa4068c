package dev.espalier.runtime.reproduction;

import java.util.OptionalDouble;

/**
 * Samples of an experiment that are looked at together.
 *
 * @param threshold confidence threshold; empty where there is none
 * @param probabilities probabilities of the deployed exits, the final one last
 * @param isDrawn whether exits are drawn with these probabilities; otherwise thresholds decide
 * @param samples number of samples
 */
record Condition(OptionalDouble threshold, double[] probabilities, boolean isDrawn, int samples) {}
