/**
 * How samples leave a network: criteria, thresholds, and what is known of each exit. Knows nothing
 * of devices and plans.
 */
package dev.espalier.exit;
