package dev.espalier.runtime.agent.segment;

import dev.espalier.exit.log.Fallback;
import dev.espalier.io.json.control.DeployOrder;
import dev.espalier.io.tensor.TensorValues;
import dev.espalier.model.TensorSpec;
import dev.espalier.runtime.Chain;
import dev.espalier.runtime.ExitDecision;
import dev.espalier.runtime.RuntimeFailedException;
import dev.espalier.runtime.SegmentEnd;
import dev.espalier.runtime.wire.BufferPool;
import dev.espalier.runtime.wire.Frame;
import dev.espalier.runtime.wire.FrameKind;
import dev.espalier.runtime.wire.Lease;
import dev.espalier.runtime.wire.LeasedBuffer;
import dev.espalier.segment.Manifest;
import dev.espalier.segment.SegmentExit;
import dev.espalier.segment.SegmentOutput;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs the segments of one stage on a sample: from the message that arrived to the one that goes
 * on. Not thread-safe.
 */
public final class StageRun {
  private final Manifest manifest;
  private final Chain chain;
  private final int endSegment;
  private final Fallback fallback;
  private final ExitDecision decision;
  private final BufferPool pool;
  private final List<SegmentExit> exits;

  /**
   * @param chain the segments of the stage
   * @param pool memory for outputs
   */
  public StageRun(DeployOrder deployment, Chain chain, BufferPool pool) {
    manifest = deployment.manifest();
    this.chain = chain;
    this.pool = pool;
    endSegment = deployment.own().endSegment();
    fallback = deployment.settings().fallback();
    decision = new ExitDecision(deployment.settings().criterion());
    exits = manifest.exits();
  }

  /**
   * What became of a sample.
   *
   * @param frame the message that goes on: the sample, or its answer; holds the memory it needs
   * @param endsNs when each segment had ended
   */
  public record Result(Frame frame, List<Long> endsNs) {}

  /**
   * Runs the segments on a sample. The memory of its message passes on to the result, or is
   * returned if it is no longer needed; that of a message which fails stays with the caller.
   *
   * @throws RuntimeFailedException if a segment cannot be run on it
   * @throws IOException if there is no memory
   */
  public Result run(Frame arrived, SegmentEnd end) throws IOException {
    LeasedBuffer outputs = pool.lease(Math.toIntExact(outputBytes(arrived.segment())));
    try {
      Answer soFar = new Answer(arrived);
      Chain.Run run =
          chain.run(
              arrived.segment(),
              arrived.tensors(),
              soFar::leaves,
              new CarvedMemory(outputs.bytes()),
              end);
      Frame frame =
          run.exit().isPresent() ? answer(arrived, run, soFar) : sample(arrived, run, soFar);
      boolean needsArrived =
          frame.tensors().keySet().stream().anyMatch(name -> !run.produced().containsKey(name));
      if (!needsArrived) {
        arrived.close();
      }
      Lease lease = needsArrived ? outputs.lease().and(arrived.lease()) : outputs.lease();
      return new Result(frame.withLease(lease), run.endsNs());
    } catch (RuntimeException e) {
      outputs.close();
      throw e;
    }
  }

  private long outputBytes(int from) {
    return manifest.segments().subList(from, endSegment).stream()
        .flatMap(file -> file.segment().outputs().stream())
        .map(SegmentOutput::tensor)
        .mapToLong(CarvedMemory::bytes)
        .sum();
  }

  /** The message to the next stage: what crosses the boundary, and the best answer so far. */
  private Frame sample(Frame arrived, Chain.Run run, Answer soFar) {
    Map<String, TensorValues> sent = new LinkedHashMap<>();
    for (TensorSpec tensor : manifest.crossing(endSegment)) {
      TensorValues own = run.produced().get(tensor.name());
      sent.put(tensor.name(), own == null ? arrived.tensors().get(tensor.name()) : own);
    }
    sent.putAll(soFar.tensors());
    return new Frame(
        FrameKind.DATA,
        arrived.epoch(),
        arrived.sample(),
        endSegment,
        soFar.exit,
        arrived.leaveAt(),
        "",
        sent,
        Lease.NONE);
  }

  private Frame answer(Frame arrived, Chain.Run run, Answer soFar) {
    SegmentExit left = run.exit().orElseThrow();
    Map<String, TensorValues> last = Answer.of(left, run.produced());
    boolean isEarlier = soFar.isBetterThan(left, last);
    return new Frame(
        FrameKind.ANSWER,
        arrived.epoch(),
        arrived.sample(),
        arrived.segment() + run.endsNs().size() - 1,
        isEarlier ? soFar.exit : exits.indexOf(left),
        arrived.leaveAt(),
        "",
        isEarlier ? soFar.tensors() : last,
        Lease.NONE);
  }

  /** The most certain answer so far, where the fallback needs it. */
  private final class Answer {
    private final int leaveAt;
    private final Map<String, TensorValues> arrived;
    private int exit;
    private Map<String, TensorValues> tensors;

    Answer(Frame arrived) {
      leaveAt = arrived.leaveAt();
      this.arrived = arrived.tensors();
      exit = arrived.exitSoFar();
    }

    static Map<String, TensorValues> of(SegmentExit exit, Map<String, TensorValues> produced) {
      Map<String, TensorValues> answer = new LinkedHashMap<>();
      exit.outputs().forEach(name -> answer.put(name, produced.get(name)));
      return answer;
    }

    /** Its tensors; none if there is no answer so far. */
    Map<String, TensorValues> tensors() {
      if (tensors == null) {
        tensors = exit < 0 ? Map.of() : of(exits.get(exit), arrived);
      }
      return tensors;
    }

    /** Decides at a side exit; keeps its answer if the sample goes on and it is the best. */
    boolean leaves(SegmentExit at, Map<String, TensorValues> produced) {
      if (leaveAt >= 0) {
        return leaveAt == exits.indexOf(at);
      }
      if (decision.leaves(at, produced)) {
        return true;
      }
      Map<String, TensorValues> answer = of(at, produced);
      if (fallback == Fallback.MOST_CONFIDENT && !isBetterThan(at, answer)) {
        exit = exits.indexOf(at);
        tensors = answer;
      }
      return false;
    }

    /** Whether it is more certain than another answer; the later one counts of equals. */
    boolean isBetterThan(SegmentExit other, Map<String, TensorValues> answer) {
      return exit >= 0
          && leaveAt < 0
          && decision.isMoreCertain(exits.get(exit), tensors(), other, answer)
          && !hasLeft(other, answer);
    }

    /** A sample that reaches the threshold of an exit takes its answer, whatever came before. */
    private boolean hasLeft(SegmentExit other, Map<String, TensorValues> answer) {
      return decision.leaves(other, answer);
    }
  }
}
