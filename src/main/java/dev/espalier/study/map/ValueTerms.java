package dev.espalier.study.map;

/**
 * The value of a plan in a part of a map: {@code constant + perFirst u + perSecond v + perBoth u
 * v}, where u and v are the parameters, or 1 over them where they are bandwidths.
 *
 * @param from the point of the smallest values
 * @param to the point of the largest values
 * @param constant what depends on neither parameter
 * @param perFirst change for each unit of u
 * @param perSecond change for each unit of v; 0 where only one parameter is varied
 * @param perBoth change for each product of both; 0 where they add up
 */
public record ValueTerms(
    MapPoint from,
    MapPoint to,
    double constant,
    double perFirst,
    double perSecond,
    double perBoth) {}
