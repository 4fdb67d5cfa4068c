package dev.espalier.report;

/** A block of a report; readers see a gap between two blocks. */
public sealed interface Block
    permits Title, Heading, Table, Strip, Items, Note, Timeline, Graph, Drawing {}
