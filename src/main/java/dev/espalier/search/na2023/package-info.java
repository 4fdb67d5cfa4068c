/** The two genetic algorithms of Na et al. 2023. */
package dev.espalier.search.na2023;
