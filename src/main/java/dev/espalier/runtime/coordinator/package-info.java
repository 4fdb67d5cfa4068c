/**
 * The coordinator of a run: deploys segments to agents, sends samples, collects answers and time
 * stamps, and finds another way for the samples when a device fails.
 */
package dev.espalier.runtime.coordinator;
