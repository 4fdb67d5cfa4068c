/**
 * Measured behavior of exits: logs of samples, and the choices of exits and thresholds that follow
 * from them.
 */
package dev.espalier.exit.log;
