package dev.espalier.study.fleet;

import dev.espalier.error.InvalidFieldException;
import dev.espalier.study.random.Distribution;
import dev.espalier.study.sweep.Parameter;
import dev.espalier.study.sweep.Setting;
import dev.espalier.study.sweep.Value;

/**
 * A parameter of the network or the devices that is drawn for each sample.
 *
 * @param parameter the parameter, whose values are numbers
 * @param distribution distribution of its values
 */
public record VariedParameter(Parameter parameter, Distribution distribution) {

  /** The setting with a value of the parameter. */
  Setting set(Setting setting, double value) {
    return parameter.set(setting, new Value(String.valueOf(value), value));
  }

  /**
   * Checks that every value that may be drawn is in range.
   *
   * @throws InvalidFieldException if one is not
   */
  public void check(Setting setting) {
    VariedDevice.checkEnds(parameter.name(), distribution, x -> set(setting, x).net());
  }
}
