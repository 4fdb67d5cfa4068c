/** The two-layer genetic algorithm. The only package that knows Jenetics. */
package dev.espalier.search.genetic;
