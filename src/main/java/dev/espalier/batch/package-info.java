/**
 * Planning of batches: scenarios come as lines and leave as lines, in the same order, whatever
 * plans them in between. Results are kept so that whatever kills a batch, it goes on where it was.
 */
package dev.espalier.batch;
