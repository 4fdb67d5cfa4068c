package dev.espalier.batch;

import dev.espalier.study.batch.BatchSummary;

/**
 * Results of scenarios that lie next to each other in a batch.
 *
 * @param scenarios how many they are
 * @param text their lines
 * @param input text of the scenarios themselves, to recognize them
 * @param summary what is counted
 */
record ChunkResult(long scenarios, byte[] text, byte[] input, BatchSummary summary) {}
