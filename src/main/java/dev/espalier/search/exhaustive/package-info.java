/** The solver that prices every plan, and the number of plans. */
package dev.espalier.search.exhaustive;
