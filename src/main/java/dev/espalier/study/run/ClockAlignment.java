package dev.espalier.study.run;

/**
 * How well the clock of a device is known.
 *
 * @param device name of the device
 * @param offsetMs its clock minus that of the coordinator, ms
 * @param uncertaintyMs half the shortest round trip: the offset is off by at most that, ms
 */
public record ClockAlignment(String device, double offsetMs, double uncertaintyMs) {}
