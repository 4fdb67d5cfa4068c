/** Inputs of runs: samples from files or drawn at random, and their labels. */
package dev.espalier.runtime.sample;
