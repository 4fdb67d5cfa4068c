/** Methods of the literature that cut once, between two devices, and the best single device. */
package dev.espalier.search.baseline;
