/**
 * What stands in for devices and networks on one machine: agents as local processes, links shaped
 * to the bandwidth and latency of a catalog, and network namespaces with links of their own.
 */
package dev.espalier.runtime.standin;
