/** Compares a measured run with what its plan predicts. */
package dev.espalier.study.run.compare;
