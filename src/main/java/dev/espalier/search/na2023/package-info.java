/** The genetic algorithms of Na et al. 2023, as their paper describes them. */
package dev.espalier.search.na2023;
