/** Reads traces of bandwidth in common formats, and writes them as CSV. */
package dev.espalier.io.bandwidth;
