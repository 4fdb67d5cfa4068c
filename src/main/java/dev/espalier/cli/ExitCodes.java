package dev.espalier.cli;

/** How a command ends. */
final class ExitCodes {
  static final int DONE = 0;
  static final int FAILED = 1;
  static final int WRONG_USAGE = 2;
  static final int BAD_INPUT = 3;
  static final int NO_FEASIBLE_PLAN = 4;

  private ExitCodes() {}
}
