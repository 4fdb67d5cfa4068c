/**
 * Shapes and element types of the tensors of an ONNX graph, and the values of the small ones that
 * shapes are computed from. {@link dev.espalier.io.onnx.shape.ShapeInference} goes through the
 * nodes once; what an operator does to shapes is one entry of a table of rules. Nothing is
 * allocated by the sizes that a file declares.
 */
package dev.espalier.io.onnx.shape;
