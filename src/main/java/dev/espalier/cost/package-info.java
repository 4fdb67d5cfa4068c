/**
 * Prices plans and reports which limits they break: each equation is implemented here once. Depends
 * on no solver.
 */
package dev.espalier.cost;
