/** Problems of fleet size, drawn by seeds, and harnesses that plan them. */
package dev.espalier.benchmarks.fleet;
