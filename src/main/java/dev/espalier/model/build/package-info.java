/** Builds networks from operators: shapes, operations and bytes follow from their options. */
package dev.espalier.model.build;
