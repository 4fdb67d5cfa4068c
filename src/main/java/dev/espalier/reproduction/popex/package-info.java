/**
 * The experiments of POPEX: R. G. Pacheco, R. S. Couto, "Particionamento de Redes Neurais Profundas
 * com Saídas Antecipadas" (summary of a dissertation), and "Inference Time Optimization Using
 * BranchyNet Partitioning", ISCC 2020.
 *
 * <p>The authors' code (github.com/pachecobeto95/POPEX) differs from the text, and from what is
 * done here, in these points:
 *
 * <ul>
 *   <li>Layers in the cloud are weighed with the probability that is left by all branches before
 *       them, whether or not the edge ran these branches; here only branches that the edge runs let
 *       samples leave.
 *   <li>A branch leads to the next layer at the edge alone, so that there is no cut right behind a
 *       branch, and it is weighed with the probability of leaving there; here it may be cut behind,
 *       and is weighed with the probability that a sample reaches it.
 *   <li>Entropy is that of a sigmoid; here it is that of the softmax.
 *   <li>The key of the weight of the last edge in the path that stays at the edge is misspelled, so
 *       that Dijkstra's algorithm takes 1 s for it; here it has the time of the last layer.
 *   <li>A sample leaves where its entropy is below the threshold; here also where it is equal.
 *   <li>4G has 5.85 Mbps; the text has 5.5.
 * </ul>
 */
package dev.espalier.reproduction.popex;
