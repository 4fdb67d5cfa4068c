/** All solvers by name, including those of third parties. No solver depends on this package. */
package dev.espalier.solvers;
