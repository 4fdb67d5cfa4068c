package dev.espalier.report;

/** Something that stands by itself in a report; readers see a gap between two of them. */
public sealed interface Block permits Title, Heading, Table, Strip, Items, Note {}
