/** Quality of plans against time, of Espalier's planners and of an independent engine. */
package dev.espalier.benchmarks.quality;
