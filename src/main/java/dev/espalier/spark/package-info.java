/** Batches of scenarios on Apache Spark. */
package dev.espalier.spark;
