/** Decides on exits, thresholds and plan together, for a demand on accuracy or latency. */
package dev.espalier.search.joint;
