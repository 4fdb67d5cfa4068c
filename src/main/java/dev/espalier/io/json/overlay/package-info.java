/** Plans as data of nodes, which viewers lay over the graph of a network. */
package dev.espalier.io.json.overlay;
