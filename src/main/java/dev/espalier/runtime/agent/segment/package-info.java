/** What an agent computes with: files of segments, memory, and the segments that are loaded. */
package dev.espalier.runtime.agent.segment;
