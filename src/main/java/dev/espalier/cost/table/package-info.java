/**
 * Costs prepared for searches: tables that price slices and partial plans in constant time, and
 * bounds of what a plan must cost. Depends on no solver.
 */
package dev.espalier.cost.table;
