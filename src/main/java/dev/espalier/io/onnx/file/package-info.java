/** Reads ONNX files without their weights, which are streamed from where they lie. */
package dev.espalier.io.onnx.file;
