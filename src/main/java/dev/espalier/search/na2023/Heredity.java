package dev.espalier.search.na2023;

import java.util.List;

/**
 * The operations of the generation loop on chromosomes: creation, inheritance and pricing.
 *
 * @param <C> the chromosome, immutable
 */
interface Heredity<C> {

  /** A chromosome of the first generation. */
  C random();

  /** The two children of two parents. */
  List<C> crossOver(C mother, C father);

  /** A chromosome with a random change. */
  C mutate(C chromosome);

  /** Prices a chromosome; its fitness, above 0. */
  double fitness(C chromosome);
}
