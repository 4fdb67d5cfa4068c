package dev.espalier.report;

/**
 * The heading of a section in a report of several sections.
 *
 * @param text the name
 */
public record Heading(String text) implements Block {}
