/** Writes networks with their operators as ONNX files. */
package dev.espalier.io.onnx.export;
