package dev.espalier.study.sweep;

import dev.espalier.device.Device;
import dev.espalier.device.Link;
import dev.espalier.internal.Checks;
import java.util.BitSet;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** A parameter that a sweep varies. */
public sealed interface Parameter {

  /** Name for users and programs, such as {@code probability:exit1}. */
  String name();

  /** Name in titles, such as {@code probability of exit1}. */
  default String title() {
    return name();
  }

  /** Unit of its values, empty if they have none. */
  default String unit() {
    return "";
  }

  /** The same parameter by another name: a link from its other end. */
  default Parameter reversed() {
    return this;
  }

  /**
   * A setting at a value.
   *
   * @throws IllegalArgumentException if the value is out of range
   */
  Setting set(Setting setting, Value value);

  /**
   * Two devices whose link is varied, in both directions.
   *
   * @param a one of them
   * @param b the other one
   */
  record Ends(String a, String b) {

    private Setting change(Setting setting, UnaryOperator<Link> change) {
      return setting.withCatalog(
          setting
              .catalog()
              .withLink(change.apply(setting.catalog().link(a, b)))
              .withLink(change.apply(setting.catalog().link(b, a))));
    }

    private Ends reversed() {
      return new Ends(b, a);
    }

    private String name() {
      return ":" + a + ":" + b;
    }

    private String title() {
      return " between " + a + " and " + b;
    }
  }

  /**
   * Bandwidth of a link, or the network's default, Mbps.
   *
   * @param ends empty for the default; explicit links then keep theirs
   */
  record Bandwidth(Optional<Ends> ends) implements Parameter {
    @Override
    public String name() {
      return "bandwidth" + ends.map(Ends::name).orElse("");
    }

    @Override
    public Parameter reversed() {
      return new Bandwidth(ends.map(Ends::reversed));
    }

    @Override
    public String title() {
      return "bandwidth" + ends.map(Ends::title).orElse("");
    }

    @Override
    public String unit() {
      return "Mbps";
    }

    @Override
    public Setting set(Setting setting, Value value) {
      double mbps = value.number();
      return ends.isPresent()
          ? ends.get().change(setting, link -> link.withBandwidthMbps(mbps))
          : setting.withCatalog(setting.catalog().withDefaultBandwidthMbps(mbps));
    }
  }

  /**
   * Latency of a link, or the network's default, ms.
   *
   * @param ends empty for the default; explicit links then keep theirs
   */
  record LinkLatency(Optional<Ends> ends) implements Parameter {
    @Override
    public String name() {
      return "link-latency" + ends.map(Ends::name).orElse("");
    }

    @Override
    public Parameter reversed() {
      return new LinkLatency(ends.map(Ends::reversed));
    }

    @Override
    public String title() {
      return "latency of links" + ends.map(Ends::title).orElse("");
    }

    @Override
    public String unit() {
      return "ms";
    }

    @Override
    public Setting set(Setting setting, Value value) {
      double ms = value.number();
      return ends.isPresent()
          ? ends.get().change(setting, link -> link.withLatencyMs(ms))
          : setting.withCatalog(setting.catalog().withDefaultLatencyMs(ms));
    }
  }

  /**
   * Bytes that are sent for a model input, such as those of a compressed picture.
   *
   * @param input its name
   */
  record InputBytes(String input) implements Parameter {
    @Override
    public String name() {
      return "input-bytes:" + input;
    }

    @Override
    public String title() {
      return "bytes sent for " + input;
    }

    @Override
    public String unit() {
      return "bytes";
    }

    @Override
    public Setting set(Setting setting, Value value) {
      double bytes = Math.rint(Checks.notNegative("model input", "bytes", value.number()));
      return setting.withSentBytes(input, (long) bytes);
    }
  }

  /**
   * Probability of an exit; the other exits divide the rest in the same proportions as before.
   *
   * @param exit its name
   */
  record ExitProbability(String exit) implements Parameter {
    @Override
    public String name() {
      return "probability:" + exit;
    }

    @Override
    public String title() {
      return "probability of " + exit;
    }

    @Override
    public Setting set(Setting setting, Value value) {
      return setting.withProbability(exit, value.number());
    }
  }

  /**
   * Processing factor gamma: how many times as long as another device a device takes for every
   * layer.
   *
   * @param device the device whose rates change
   * @param reference the one it is measured against
   */
  record SpeedRatio(String device, String reference) implements Parameter {
    @Override
    public String name() {
      return "gamma:" + device + ":" + reference;
    }

    @Override
    public String title() {
      return "gamma, time of " + device + " / time of " + reference;
    }

    @Override
    public Setting set(Setting setting, Value value) {
      Device changed = setting.catalog().device(device);
      Device other = setting.catalog().device(reference);
      double gamma = Checks.positive("processing factor", "gamma", value.number());
      return setting.withCatalog(
          setting
              .catalog()
              .withDevice(changed.withRates(other.gflops() / gamma, other.ioMBps() / gamma)));
    }
  }

  /** Condition of measured exit behavior; its values are names. */
  record Condition() implements Parameter {
    /** Name for users and programs. */
    public static final String NAME = "condition";

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public Setting set(Setting setting, Value value) {
      return setting.withExits(setting.exits().orElseThrow().withCondition(value.text()));
    }
  }

  /** Threshold of all side exits of measured exit behavior. */
  record Threshold() implements Parameter {
    /** Name for users and programs. */
    public static final String NAME = "threshold";

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public Setting set(Setting setting, Value value) {
      return setting.withExits(setting.exits().orElseThrow().withThreshold(value.number()));
    }
  }

  /**
   * The side exits that are deployed; the network of a point is without the others.
   *
   * @param sets indices of the side exits of each set, by the text of its value
   */
  record Active(Map<String, BitSet> sets) implements Parameter {
    /** Name for users and programs. */
    public static final String NAME = "active";

    public Active {
      sets = Collections.unmodifiableMap(new LinkedHashMap<>(sets));
    }

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public String title() {
      return "active side exits";
    }

    @Override
    public Setting set(Setting setting, Value value) {
      return setting.withExits(setting.exits().orElseThrow().withDeployed(sets.get(value.text())));
    }

    /** The axis of all sets, in their order. */
    public Axis axis() {
      return new Axis(this, sets.keySet().stream().map(Value::named).toList());
    }
  }
}
