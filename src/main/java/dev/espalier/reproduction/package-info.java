/** Experiments of published papers, and the form of their results. */
package dev.espalier.reproduction;
