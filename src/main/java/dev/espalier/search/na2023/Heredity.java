package dev.espalier.search.na2023;

import dev.espalier.plan.DeploymentMatrix;
import java.util.List;

/** The steps of the generation loop in which the two algorithms differ. */
interface Heredity {

  /** The deployments that the search starts with. */
  List<DeploymentMatrix> first();

  /** The children of a generation. */
  List<DeploymentMatrix> children(Generation parents);

  /** The members of both that live on, as many as there are parents. */
  Generation survivors(Generation parents, Generation children);
}
