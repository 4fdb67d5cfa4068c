/** The Pareto front of two objectives. */
package dev.espalier.search.front;
