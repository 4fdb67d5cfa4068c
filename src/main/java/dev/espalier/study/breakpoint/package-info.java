/** The values of a parameter at which the best plan changes. */
package dev.espalier.study.breakpoint;
