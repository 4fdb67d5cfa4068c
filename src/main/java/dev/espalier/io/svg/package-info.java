/** Drawings in SVG, without fonts or a display of the machine: timelines, and what charts share. */
package dev.espalier.io.svg;
