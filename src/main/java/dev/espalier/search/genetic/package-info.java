/**
 * The genetic algorithm on plans, and the evolutions of fronts and thresholds. The only package
 * that depends on Jenetics.
 */
package dev.espalier.search.genetic;
