/** Runs the experiments of papers on agents of this machine. */
package dev.espalier.runtime.reproduction;
