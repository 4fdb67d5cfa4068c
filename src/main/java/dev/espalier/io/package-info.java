/**
 * Reads networks in any format that is registered. Each package below this one knows one format and
 * is the only one that does.
 */
package dev.espalier.io;
