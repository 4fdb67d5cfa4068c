/** The command line. */
package dev.espalier.cli;
