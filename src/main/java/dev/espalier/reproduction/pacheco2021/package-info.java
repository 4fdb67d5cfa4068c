/** The experiments of Pacheco et al. 2021, beside the published shapes. */
package dev.espalier.reproduction.pacheco2021;
