package dev.espalier.cli.console;

/** Exit codes of commands. */
public final class ExitCodes {
  /** The result was written. */
  public static final int DONE = 0;

  /** Any other error. */
  public static final int FAILED = 1;

  /** The command line is invalid. */
  public static final int WRONG_USAGE = 2;

  /** An input file cannot be read. */
  public static final int BAD_INPUT = 3;

  /** No plan meets every limit, or none that was found meets the demand. */
  public static final int NO_FEASIBLE_PLAN = 4;

  private ExitCodes() {}
}
