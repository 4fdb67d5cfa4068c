package dev.espalier.study.fleet;

/**
 * A group and how it fares.
 *
 * @param group the group
 * @param estimate percentile of its values, each that of the best plan in a sample
 */
public record GroupResult(Group group, Percentile estimate) {}
