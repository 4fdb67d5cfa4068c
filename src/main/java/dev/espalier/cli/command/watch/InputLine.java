package dev.espalier.cli.command.watch;

/**
 * A line of the input.
 *
 * @param number its number, 1-based
 * @param end bytes of the input up to its end
 * @param text its text; empty if it cannot be read
 * @param error why it cannot be read; empty if it can
 */
record InputLine(long number, long end, String text, String error) {}
