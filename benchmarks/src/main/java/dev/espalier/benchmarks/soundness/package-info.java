/** Contradictions between planners, bounds and the validator on random problems of any size. */
package dev.espalier.benchmarks.soundness;
