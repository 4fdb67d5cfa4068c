package dev.espalier.search.na2023;

import java.util.List;

/**
 * What a chromosome is to the generation loop: how it comes into being, is passed on and is priced.
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
