/** Runs and plans as trace events, which viewers of traces open. */
package dev.espalier.io.json.trace;
