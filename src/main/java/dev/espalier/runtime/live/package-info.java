/**
 * Runs that follow the world: what agents measure becomes changes of the world, a replanner
 * decides, and the run moves.
 */
package dev.espalier.runtime.live;
