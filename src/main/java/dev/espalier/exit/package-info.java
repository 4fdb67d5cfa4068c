/**
 * How samples leave a network: criteria, exit thresholds, and the measured behavior of each exit.
 * Independent of devices and plans.
 */
package dev.espalier.exit;
