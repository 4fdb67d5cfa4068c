/** How fast and how good decisions are after changes of the world. */
package dev.espalier.benchmarks.online;
