/** Experiments of published papers: what their results share. */
package dev.espalier.reproduction;
