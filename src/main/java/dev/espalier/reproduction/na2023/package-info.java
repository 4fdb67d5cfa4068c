/** The experiments of Na et al. 2023, beside the published numbers. */
package dev.espalier.reproduction.na2023;
