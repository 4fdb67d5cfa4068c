/**
 * The protocol between agents and the coordinator of a run: frames, connections, and how peers
 * prove who they are. {@code src/docs/wire-format.md} describes it for agents in other languages.
 */
package dev.espalier.runtime.wire;
