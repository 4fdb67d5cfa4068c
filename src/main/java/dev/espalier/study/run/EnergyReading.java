package dev.espalier.study.run;

/**
 * Energy that a meter counted during a run.
 *
 * @param device name of the device
 * @param meter what was read, such as {@code RAPL package-0}
 * @param joules energy from the first sample to the last one, J
 * @param isShared whether other agents run on the same machine, so that the energy is not that of
 *     the device alone
 */
public record EnergyReading(String device, String meter, double joules, boolean isShared) {}
