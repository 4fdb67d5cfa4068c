package dev.espalier.io.onnx.file;

/**
 * Where values of a tensor lie that were left out of the model.
 *
 * @param field number of the field of {@code TensorProto} that holds them
 * @param offset place of the first byte
 * @param length number of bytes
 * @param plain whether these bytes are the values, little-endian and dense; else they are the
 *     fields of the {@code TensorProto}, from which the values have to be decoded
 */
record Payload(int field, long offset, long length, boolean plain) {}
