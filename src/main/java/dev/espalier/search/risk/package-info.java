/**
 * Planning where bandwidths are known as samples: the plan of the smallest mean, quantile or tail
 * mean over all of them.
 */
package dev.espalier.search.risk;
