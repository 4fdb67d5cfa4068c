/** How fast and how reliably plans follow a changing world. */
package dev.espalier.benchmarks.online;
