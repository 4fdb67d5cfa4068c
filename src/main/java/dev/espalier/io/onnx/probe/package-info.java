/** Makes inner tensors of ONNX files visible as outputs of their graphs. */
package dev.espalier.io.onnx.probe;
