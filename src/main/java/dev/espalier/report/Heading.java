package dev.espalier.report;

/**
 * The name of what follows in a report of several parts.
 *
 * @param text the name
 */
public record Heading(String text) implements Block {}
