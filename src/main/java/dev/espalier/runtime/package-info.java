/**
 * Runs ONNX files with ONNX Runtime, which is an optional dependency: where it is missing, {@link
 * dev.espalier.runtime.RuntimeFailedException} says so.
 */
package dev.espalier.runtime;
