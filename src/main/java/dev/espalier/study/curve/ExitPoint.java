package dev.espalier.study.curve;

import java.util.Optional;

/**
 * Behavior of an exit at one threshold.
 *
 * @param exit name of the exit
 * @param leaving number of samples that leave there
 * @param probability probability that a sample leaves there, with its Wilson interval
 * @param accuracy accuracy on the samples that leave there, with its Wilson interval; empty if none
 *     leaves there
 * @param certainty mean of the criterion's value (confidence, or entropy in nats) over the samples
 *     that leave there, by the exit that decides on them, with its t interval; empty if none leaves
 *     there, without an interval if one does
 */
public record ExitPoint(
    String exit,
    int leaving,
    Estimate probability,
    Optional<Estimate> accuracy,
    Optional<Estimate> certainty) {}
