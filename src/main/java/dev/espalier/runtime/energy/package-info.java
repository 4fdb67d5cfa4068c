/** Reads the energy meters of a machine. */
package dev.espalier.runtime.energy;
