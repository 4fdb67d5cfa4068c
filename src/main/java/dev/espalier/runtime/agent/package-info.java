/**
 * The agent of a device: takes segments, runs them on the samples that arrive, decides at the exits
 * and sends on what the next device needs.
 */
package dev.espalier.runtime.agent;
