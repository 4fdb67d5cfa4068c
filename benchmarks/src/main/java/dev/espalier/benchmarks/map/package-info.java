/** Times of maps of the best plan. */
package dev.espalier.benchmarks.map;
