/** Reads tensors from NumPy's {@code .npy} files and from IDX files. */
package dev.espalier.io.tensor;
