/** Other devices for the segments of a plan, when the world has changed. */
package dev.espalier.runtime.placement;
