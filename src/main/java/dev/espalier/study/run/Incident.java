package dev.espalier.study.run;

/**
 * Something that went wrong during a run, and what was done.
 *
 * @param atMs when it was noticed, ms since the run began
 * @param device device that is to blame
 * @param reason what went wrong
 * @param remedy what was done, such as the plan that took over
 */
public record Incident(double atMs, String device, String reason, String remedy) {}
