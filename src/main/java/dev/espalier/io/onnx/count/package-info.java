/**
 * How many operations a node of an ONNX graph takes, by its operator and the types of its tensors.
 * {@link dev.espalier.io.onnx.count.OperationCount} says how they are counted.
 */
package dev.espalier.io.onnx.count;
