/** Runs as JSON: {@code espalier-run/1}, {@code espalier-agents/1}, and Chrome trace events. */
package dev.espalier.io.json.run;
