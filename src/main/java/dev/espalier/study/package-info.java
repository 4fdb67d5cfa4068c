/**
 * Many runs and what they say: comparisons of solvers, statistics, and the data of charts. Knows no
 * format of output.
 */
package dev.espalier.study;
