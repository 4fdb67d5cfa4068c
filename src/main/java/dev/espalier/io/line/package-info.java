/** Files and streams of lines, each of which is read, and may be wrong, by itself. */
package dev.espalier.io.line;
