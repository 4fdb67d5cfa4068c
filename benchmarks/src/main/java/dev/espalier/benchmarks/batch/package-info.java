/** Whether batches of plans survive what happens to them. */
package dev.espalier.benchmarks.batch;
