/**
 * Reads networks in any format that is registered. Each package below this one implements one
 * format, and no other package depends on its library.
 */
package dev.espalier.io;
