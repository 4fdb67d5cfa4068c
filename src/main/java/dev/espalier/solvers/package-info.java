/**
 * All solvers by name, those of guests included. Above the solvers: none of them knows this list.
 */
package dev.espalier.solvers;
