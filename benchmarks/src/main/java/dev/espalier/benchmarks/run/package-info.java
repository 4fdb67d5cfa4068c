/** Measured runs of plans on agent processes of this machine, beside what was predicted of them. */
package dev.espalier.benchmarks.run;
