package dev.espalier.search.joint;

/**
 * Thresholds for one set of deployed exits, and the behavior that follows.
 *
 * @param index the thresholds, as indices into what can be chosen
 * @param accuracy probability that a sample is classified correctly
 * @param probabilities probability that a sample leaves at each deployed exit
 */
record Choice(int[] index, double accuracy, double[] probabilities) {}
