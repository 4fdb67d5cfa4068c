/** Measures latency and bandwidth between two machines that both run Espalier. */
package dev.espalier.runtime.link;
