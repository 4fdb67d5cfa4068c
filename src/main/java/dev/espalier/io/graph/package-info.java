/** Graphs as text that other tools draw: DOT and Mermaid. */
package dev.espalier.io.graph;
