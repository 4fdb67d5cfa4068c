/**
 * Studies of many runs: comparisons of solvers, statistics, and the data of charts. Independent of
 * output formats.
 */
package dev.espalier.study;
