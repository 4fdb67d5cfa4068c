/**
 * What is counted and measured, in the format of Prometheus. The only place that depends on
 * Micrometer.
 */
package dev.espalier.service.metrics;
