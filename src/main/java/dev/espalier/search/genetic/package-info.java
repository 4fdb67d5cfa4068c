/** The two-layer genetic algorithm. The only package that depends on Jenetics. */
package dev.espalier.search.genetic;
