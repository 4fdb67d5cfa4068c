/**
 * What can be said of an ONNX tensor or node without its graph: element types and shapes, exact
 * arithmetic on shapes, values of small tensors, attributes.
 */
package dev.espalier.io.onnx.tensor;
