/** The exact solver, a dynamic program, and the explanation of infeasible problems. */
package dev.espalier.search.exact;
