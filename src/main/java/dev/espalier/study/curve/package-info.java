/** Behavior of the exits of a log along a list of thresholds, with confidence intervals. */
package dev.espalier.study.curve;
