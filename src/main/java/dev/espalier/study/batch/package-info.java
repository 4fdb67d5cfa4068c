/**
 * Batches: many scenarios, each a problem with a planner, and what came of them. A scenario that
 * cannot be planned has an outcome as every other one has.
 */
package dev.espalier.study.batch;
