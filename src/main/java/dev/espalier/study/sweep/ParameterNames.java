package dev.espalier.study.sweep;

import dev.espalier.device.Device;
import dev.espalier.error.InvalidFieldException;
import dev.espalier.internal.NearestName;
import dev.espalier.internal.Printable;
import dev.espalier.model.Exit;
import dev.espalier.model.ModelInput;
import dev.espalier.study.sweep.Parameter.Bandwidth;
import dev.espalier.study.sweep.Parameter.Condition;
import dev.espalier.study.sweep.Parameter.Ends;
import dev.espalier.study.sweep.Parameter.ExitProbability;
import dev.espalier.study.sweep.Parameter.InputBytes;
import dev.espalier.study.sweep.Parameter.LinkLatency;
import dev.espalier.study.sweep.Parameter.SpeedRatio;
import dev.espalier.study.sweep.Parameter.Threshold;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Parameters by the names that users type. */
public final class ParameterNames {
  private static final String BANDWIDTH = "bandwidth";
  private static final String LATENCY = "link-latency";
  private static final String PROBABILITY = "probability";
  private static final String GAMMA = "gamma";
  private static final String INPUT_BYTES = "input-bytes";

  private static final List<String> KINDS =
      List.of(BANDWIDTH, LATENCY, PROBABILITY, GAMMA, INPUT_BYTES, Condition.NAME, Threshold.NAME);

  private final Setting base;

  private ParameterNames(Setting base) {
    this.base = base;
  }

  /**
   * The parameter of that name.
   *
   * @throws InvalidFieldException if there is none, or if it names what is not there
   */
  public static Parameter parse(String name, Setting base) {
    int colon = name.indexOf(':');
    String kind = kind(name);
    Optional<String> rest = colon < 0 ? Optional.empty() : Optional.of(name.substring(colon + 1));
    return new ParameterNames(base).parse(kind, rest);
  }

  private Parameter parse(String kind, Optional<String> rest) {
    switch (kind) {
      case BANDWIDTH -> {
        return new Bandwidth(link(kind, rest));
      }
      case LATENCY -> {
        return new LinkLatency(link(kind, rest));
      }
      case INPUT_BYTES -> {
        return new InputBytes(input(rest));
      }
      case PROBABILITY -> {
        return new ExitProbability(exit(rest.orElse("")));
      }
      case GAMMA -> {
        Ends ends = pair(rest.orElse(""), "gamma:EDGE:CLOUD");
        return new SpeedRatio(ends.a(), ends.b());
      }
      case Condition.NAME -> {
        checkExits(kind, rest);
        return new Condition();
      }
      case Threshold.NAME -> {
        checkExits(kind, rest);
        return new Threshold();
      }
      default -> throw unknown(kind);
    }
  }

  private void checkExits(String kind, Optional<String> rest) {
    if (base.exits().isEmpty()) {
      throw new InvalidFieldException("parameter", kind + " needs measured exit behavior");
    }
    if (rest.isPresent()) {
      throw new InvalidFieldException(
          "parameter", "%s is that of all exits, but found \"%s\"".formatted(kind, rest.get()));
    }
  }

  /** The words that names of parameters begin with, up to a colon if there is one. */
  public static List<String> kinds() {
    return KINDS;
  }

  /** Whether a name is that of a parameter, of whatever network and devices. */
  public static boolean isOne(String name) {
    return KINDS.contains(kind(name));
  }

  /** The word that a name begins with, up to a colon if there is one. */
  public static String kind(String name) {
    int colon = name.indexOf(':');
    return colon < 0 ? name : name.substring(0, colon);
  }

  private static InvalidFieldException unknown(String kind) {
    return new InvalidFieldException(
        "parameter",
        ("parameter must be bandwidth, bandwidth:A:B, link-latency, link-latency:A:B,"
                + " probability:EXIT, gamma:EDGE:CLOUD, input-bytes[:NAME], condition or threshold but is \"%s\"%s")
            .formatted(kind, NearestName.hint(kind, KINDS)));
  }

  /** The link that is meant; empty for the network's default, which must then be in use. */
  private Optional<Ends> link(String kind, Optional<String> rest) {
    if (rest.isPresent()) {
      return Optional.of(pair(rest.get(), kind + ":A:B"));
    }
    int devices = base.catalog().devices().size();
    if (base.catalog().network().links().size() == devices * (devices - 1)) {
      throw new InvalidFieldException(
          "parameter",
          "%s changes nothing, as no two devices of catalog \"%s\" have the network's default"
                  .formatted(kind, base.catalog().name())
              + "; vary %s:A:B".formatted(kind));
    }
    return Optional.empty();
  }

  /** The model input that is meant; it needs no name where it is the only one. */
  private String input(Optional<String> name) {
    List<String> known = base.model().inputs().stream().map(ModelInput::name).toList();
    if (name.isEmpty() && known.size() == 1) {
      return known.get(0);
    }
    if (!known.contains(name.orElse(""))) {
      throw new InvalidFieldException(
          "parameter",
          "expected input-bytes:NAME with an input of model \"%s\", which has %s, but found \"%s\"%s"
              .formatted(
                  base.model().name(),
                  String.join(", ", known),
                  name.orElse(""),
                  NearestName.hint(name.orElse(""), known)));
    }
    return name.get();
  }

  private String exit(String name) {
    List<String> known = base.model().exits().stream().map(Exit::name).toList();
    if (!known.contains(name)) {
      throw new InvalidFieldException(
          "parameter",
          "exit \"%s\" is not in model \"%s\", which has %s%s"
              .formatted(
                  name,
                  base.model().name(),
                  String.join(", ", known),
                  NearestName.hint(name, known)));
    }
    return name;
  }

  /** Two devices with a colon between; their names may have colons too. */
  private Ends pair(String text, String form) {
    for (int colon = text.indexOf(':'); colon >= 0; colon = text.indexOf(':', colon + 1)) {
      Ends ends = new Ends(text.substring(0, colon), text.substring(colon + 1));
      if (isDevice(ends.a()) && isDevice(ends.b()) && !ends.a().equals(ends.b())) {
        return ends;
      }
    }
    throw new InvalidFieldException(
        "parameter",
        "expected %s with two devices of catalog \"%s\", which has %s, but found \"%s\"%s"
            .formatted(
                form, base.catalog().name(), Printable.list(devices()), text, pairHint(text)));
  }

  /** The pair that is meant by one with a colon in the middle. */
  private String pairHint(String text) {
    List<String> pairs = new ArrayList<>();
    for (int colon = text.indexOf(':'); colon >= 0; colon = text.indexOf(':', colon + 1)) {
      Optional<String> a = NearestName.of(text.substring(0, colon), devices());
      Optional<String> b = NearestName.of(text.substring(colon + 1), devices());
      if (a.isPresent() && b.isPresent() && !a.equals(b)) {
        pairs.add(a.get() + ":" + b.get());
      }
    }
    return NearestName.hint(text, pairs);
  }

  private List<String> devices() {
    return base.catalog().devices().stream().map(Device::name).toList();
  }

  private boolean isDevice(String name) {
    return base.catalog().indexOf(name) >= 0;
  }
}
