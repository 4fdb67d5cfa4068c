/** How fast batches of plans are, and whether they survive what happens to them. */
package dev.espalier.benchmarks.batch;
