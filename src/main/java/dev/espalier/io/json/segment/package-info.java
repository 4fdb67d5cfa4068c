/** The manifest of a split model as JSON, {@code espalier-slices/1}. */
package dev.espalier.io.json.segment;
