package dev.espalier.cli.console;

/** How a command ends. */
public final class ExitCodes {
  /** The result was written. */
  public static final int DONE = 0;

  /** Anything that no other code stands for. */
  public static final int FAILED = 1;

  /** Words of the command line cannot be meant. */
  public static final int WRONG_USAGE = 2;

  /** A file cannot be read. */
  public static final int BAD_INPUT = 3;

  /** No plan keeps every limit, or none that was found meets the demand. */
  public static final int NO_FEASIBLE_PLAN = 4;

  private ExitCodes() {}
}
