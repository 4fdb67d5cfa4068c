/** Imports networks from ONNX files. */
package dev.espalier.io.onnx;
