package dev.espalier.search.joint;

/**
 * Thresholds for one set of deployed exits, and what the exits then do.
 *
 * @param index the thresholds, as indices into what can be chosen
 * @param accuracy share of all samples that are right
 * @param shares share of the samples that leaves at each deployed exit
 */
record Choice(int[] index, double accuracy, double[] probabilities) {}
