/**
 * The world that a problem is planned in, and what changes in it while plans run: links, devices,
 * measured times, exits and deadlines.
 */
package dev.espalier.plan.change;
