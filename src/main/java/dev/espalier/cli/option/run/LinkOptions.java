package dev.espalier.cli.option.run;

import dev.espalier.error.InvalidFieldException;
import dev.espalier.internal.Checks;
import dev.espalier.runtime.link.LinkAddress;
import java.net.InetSocketAddress;
import picocli.CommandLine.Option;

/** Measuring the links between this machine and another one. */
public final class LinkOptions {
  @Option(
      names = "--links",
      arity = "0..1",
      fallbackValue = "",
      paramLabel = "HOST:PORT",
      description =
          "Measure bandwidth and latency to and from a machine that runs profile --links --listen.")
  private String links;

  @Option(
      names = "--listen",
      paramLabel = "[HOST:]PORT",
      description =
          "With --links: be the other side of one measurement; without HOST on all addresses.")
  private String listen;

  @Option(
      names = "--here",
      paramLabel = "NAME",
      description = "With --links: name of this device in the result (default: here).")
  private String here;

  @Option(
      names = "--there",
      paramLabel = "NAME",
      description = "With --links: name of the other device (default: there).")
  private String there;

  /**
   * Whether links are measured.
   *
   * @throws InvalidFieldException if an option needs --links, which is not given
   */
  public boolean areGiven() {
    if (links == null) {
      refuse("listen", listen, "needs --links");
      refuse("here", here, "needs --links");
      refuse("there", there, "needs --links");
    }
    return links != null;
  }

  /**
   * Whether this is the side that answers.
   *
   * @throws InvalidFieldException if the two sides are mixed, or neither is given
   */
  public boolean isListening() {
    if (listen == null && links.isEmpty()) {
      throw new InvalidFieldException(
          "links", "--links needs HOST:PORT of the machine that listens, or --listen [HOST:]PORT");
    }
    if (listen != null && !links.isEmpty()) {
      throw new InvalidFieldException(
          "links", "--links %s and --listen %s are two sides; give one".formatted(links, listen));
    }
    if (listen != null) {
      refuse("here", here, "is for the side that measures");
      refuse("there", there, "is for the side that measures");
    }
    return listen != null;
  }

  /** The address to listen on. */
  public InetSocketAddress listenAddress() {
    return LinkAddress.parse("listen", listen, true);
  }

  /** The address of the machine that listens. */
  public InetSocketAddress peer() {
    return LinkAddress.parse("links", links, false);
  }

  /** Name of this device. */
  public String here() {
    return name("here", here);
  }

  /**
   * Name of the other device.
   *
   * @throws InvalidFieldException if it is that of this one
   */
  public String there() {
    String name = name("there", there);
    if (name.equals(here())) {
      throw new InvalidFieldException(
          "there", "--here and --there must be two names but both are \"%s\"".formatted(name));
    }
    return name;
  }

  private static String name(String option, String given) {
    return given == null ? option : Checks.name("--" + option, "name", given);
  }

  private static void refuse(String option, String value, String reason) {
    if (value != null) {
      throw new InvalidFieldException(option, "--%s %s".formatted(option, reason));
    }
  }
}
