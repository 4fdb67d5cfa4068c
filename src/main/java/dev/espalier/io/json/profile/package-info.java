/**
 * Measured times of layers as JSON: Espalier's own profiles, and what the profiler of ONNX Runtime
 * writes.
 */
package dev.espalier.io.json.profile;
