package dev.espalier.io;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where a network is read from.
 *
 * @param name what messages call it; its extension may identify the format
 * @param in its content from the beginning on, which stays open
 * @param file the file, if it is one that can be opened again; what it refers to lies beside it
 */
public record ModelSource(String name, InputStream in, Optional<Path> file) {}
