/** Distributions of quantities, and the seeded streams that they are drawn from. */
package dev.espalier.study.random;
