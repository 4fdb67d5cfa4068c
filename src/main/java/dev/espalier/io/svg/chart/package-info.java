/** Line and bar charts in SVG, without fonts or a display of the machine. */
package dev.espalier.io.svg.chart;
