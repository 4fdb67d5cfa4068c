package dev.espalier.runtime.wire;

/** What a frame is. Its code is written in two bytes. */
public enum FrameKind {
  /** First frame of an accepted connection: version of the protocol and a challenge. */
  HELLO(1),
  /** The peer that connected says who it is, answers the challenge and sets one of its own. */
  IDENTIFY(2),
  /** The accepting side answers the challenge: the connection is open. */
  WELCOME(3),
  /** Coordinator to agent: what the device runs in an epoch. */
  DEPLOY(10),
  /** Agent to coordinator: checksums of the files that it does not have. */
  MISSING(11),
  /** Coordinator to agent: a part of a file. */
  FILE(12),
  /** Agent to coordinator: segments are loaded, and which samples it holds. */
  READY(13),
  /** Coordinator to agent: the epoch begins, and which of the held samples go on. */
  START(14),
  /** Coordinator to agent: is it alive, and what does its clock say. */
  PING(15),
  /** Answer to {@link #PING}. */
  PONG(16),
  /** Agent to coordinator: time stamps of samples that passed. */
  SPANS(17),
  /** Agent to coordinator: something went wrong; the text says what. */
  FAULT(18),
  /** Coordinator to agent: send the time stamps that are left. */
  FLUSH(19),
  /** Answer to {@link #FLUSH}, behind the last time stamps. */
  FLUSHED(20),
  /** Coordinator to agent: the run ends on purpose. */
  BYE(21),
  /** Coordinator to agent: an epoch has all its answers and ends. */
  RETIRE(22),
  /** Coordinator to agent: how slow the links and the device are that it imitates from now on. */
  IMITATE(23),
  /** Coordinator to agent: measure the link to a device. */
  MEASURE(24),
  /** Answer to {@link #MEASURE}. */
  MEASURED(25),
  /** A sample on its way: the tensors that the next segments need. */
  DATA(30),
  /** Receiver to sender of data: a sample was passed on, so that another one may be sent. */
  CREDIT(31),
  /** Agent to the sink device or the coordinator: the answer of a sample. */
  ANSWER(32),
  /** Bytes that measure a link; confirmed by {@link #CREDIT} at once. */
  PROBE(33);

  private final int code;

  FrameKind(int code) {
    this.code = code;
  }

  /** Code on the wire. */
  public int code() {
    return code;
  }
}
