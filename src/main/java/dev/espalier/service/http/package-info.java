/**
 * Answers HTTP within limits that hostile clients cannot exceed. The only place that depends on
 * Jetty.
 */
package dev.espalier.service.http;
