/** Predictions of the rate of a link from what was observed of it. */
package dev.espalier.search.predict;
