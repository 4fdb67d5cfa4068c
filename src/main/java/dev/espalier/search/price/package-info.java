/** Prices on devices: the Lagrangian relaxation of "a device runs at most one slice". */
package dev.espalier.search.price;
