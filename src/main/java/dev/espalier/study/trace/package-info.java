/** Rates of links over time: traces, and a generator of such. */
package dev.espalier.study.trace;
