/** The reliability of the confidence of exits, and temperatures that calibrate it. */
package dev.espalier.study.calibration;
