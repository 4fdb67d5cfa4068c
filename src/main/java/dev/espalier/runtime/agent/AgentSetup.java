package dev.espalier.runtime.agent;

import dev.espalier.runtime.agent.segment.SegmentStore;
import dev.espalier.runtime.wire.BufferPool;
import dev.espalier.runtime.wire.Endpoint;
import java.nio.file.Path;

/**
 * What all runs of an agent share.
 *
 * @param store files of segments
 * @param endpoint how it connects to other agents, with memory for what arrives
 * @param outputs memory for what segments return; apart from that of arrivals, so that these can
 *     never keep a sample from being computed and passed on
 * @param meters folder of the system's energy meters
 */
record AgentSetup(SegmentStore store, Endpoint endpoint, BufferPool outputs, Path meters) {}
