/** Graphs of pages: folded, laid out and drawn. */
package dev.espalier.io.html.graph;
