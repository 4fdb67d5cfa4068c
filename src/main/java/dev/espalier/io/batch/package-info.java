/** Scenarios and their outcomes as lines of JSON or CSV: one line each, which stands for itself. */
package dev.espalier.io.batch;
