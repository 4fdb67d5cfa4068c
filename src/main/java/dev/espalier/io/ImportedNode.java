package dev.espalier.io;

/**
 * A node of the graph in a file, as viewers of the file identify it.
 *
 * @param id its name or, where it has none or shares it, the name that viewers give it
 * @param operations number of operations of one inference
 */
public record ImportedNode(String id, long operations) {}
