/**
 * The contract of a solver, its options and its results, for guests as for Espalier's own. Knows no
 * solver: each has a package below this one, and {@link dev.espalier.solvers} lists them all.
 */
package dev.espalier.search;
