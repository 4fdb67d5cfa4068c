/**
 * JSON documents: a tree of values that record their place in the file, and records written as
 * text. Shared by the files of this room, not exported.
 */
package dev.espalier.io.json.tree;
