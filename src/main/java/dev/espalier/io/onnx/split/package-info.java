/** Writes the segments of a plan, or a whole model with a plan in it, as ONNX files. */
package dev.espalier.io.onnx.split;
