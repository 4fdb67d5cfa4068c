/**
 * What plans cost, and which limits they break: the equations, one home for each. Knows no solver.
 */
package dev.espalier.cost;
