/** The solver that prices every plan, and how many plans there are. */
package dev.espalier.search.exhaustive;
