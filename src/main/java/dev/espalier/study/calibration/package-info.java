/** How far the confidence of exits can be trusted, and the temperatures that mend it. */
package dev.espalier.study.calibration;
