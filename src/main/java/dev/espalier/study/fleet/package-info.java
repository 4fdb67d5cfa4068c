/**
 * How many devices of which kind a group needs for a latency at a percentile: fleets of which
 * devices and links are distributions, sampled and planned.
 */
package dev.espalier.study.fleet;
