/**
 * What is planned: problems, objectives, limits, slices and plans. Prices nothing and searches
 * nothing.
 */
package dev.espalier.plan;
