package dev.espalier.reproduction.pacheco2021;

import dev.espalier.reproduction.Claim;
import dev.espalier.reproduction.ReproducedFigure;
import java.util.List;

/** A part of the reproduction. */
interface Part {

  /** Its charts. */
  default List<ReproducedFigure> figures() {
    return List.of();
  }

  /** The paper's numbers and statements that it examines. */
  default List<Claim> claims() {
    return List.of();
  }

  /** Further findings. */
  default List<String> remarks() {
    return List.of();
  }
}
