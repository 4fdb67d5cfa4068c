/**
 * The contract of a solver, its options and its results, for third-party solvers and Espalier's
 * own. Depends on no solver: each has a package below this one, and {@link dev.espalier.solvers}
 * lists them all.
 */
package dev.espalier.search;
