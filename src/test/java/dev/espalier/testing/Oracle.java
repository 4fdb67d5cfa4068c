package dev.espalier.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.device.Device;
import dev.espalier.device.Link;
import dev.espalier.device.Network;
import dev.espalier.model.BranchyNet;
import dev.espalier.model.Exit;
import dev.espalier.plan.PathLimit;
import dev.espalier.plan.Plan;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.plan.Slice;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A second derivation of every equation of the design, by slow and plain code that probabilities
 * nothing with the planner but the records: what it and the planner agree on was derived twice.
 *
 * <p>Rounding aside, a number is exact. {@link Enumeration} finds optima with it, {@link PlanCheck}
 * checks whole plans.
 */
public final class Oracle {
  private static final double LIMIT_TOLERANCE = 1e-9;

  private final PlanningProblem problem;
  private final BranchyNet net;
  private final NaiveLayout layout;
  private final int length;
  private final int[] exitPositions;
  private final double[] reach;
  private final long[] payloadBytes;
  private final long[] liveBytes;

  /** Milliseconds by device of the catalog and position. */
  private final double[][] computeMs;

  /** Numbers of the link of every ordered pair of devices of the catalog. */
  private final double[][] linkMbps;

  private final double[][] linkLatencyMs;

  /** Names of the media that the link of an ordered pair occupies. */
  private final List<List<Set<String>>> media = new ArrayList<>();

  /** The oracle for a problem. */
  public Oracle(PlanningProblem problem) {
    this.problem = problem;
    net = problem.linearization().net();
    layout = new NaiveLayout(net);
    length = layout.order().size();
    exitPositions = net.exits().stream().mapToInt(e -> layout.position(e.layer())).toArray();
    reach = new double[length];
    payloadBytes = new long[length];
    liveBytes = new long[length];
    for (int i = 0; i < length; i++) {
      reach[i] = layout.reach(i);
      payloadBytes[i] = layout.payloadBytes(i);
      liveBytes[i] = layout.liveBytes(i);
    }
    computeMs = new double[problem.catalog().devices().size()][length];
    for (int d = 0; d < computeMs.length; d++) {
      for (int i = 0; i < length; i++) {
        computeMs[d][i] = computeMs(device(d), i);
      }
    }
    linkMbps = new double[computeMs.length][computeMs.length];
    linkLatencyMs = new double[computeMs.length][computeMs.length];
    for (int from = 0; from < computeMs.length; from++) {
      media.add(new ArrayList<>());
      for (int to = 0; to < computeMs.length; to++) {
        media.get(from).add(new TreeSet<>());
      }
    }
    readLinks(problem.catalog().network());
  }

  private void readLinks(Network network) {
    for (int from = 0; from < computeMs.length; from++) {
      for (int to = 0; to < computeMs.length; to++) {
        linkMbps[from][to] =
            Math.min(
                network.bandwidthMbps(),
                Math.min(
                    device(from).uplinkMbps().orElse(Double.POSITIVE_INFINITY),
                    device(to).downlinkMbps().orElse(Double.POSITIVE_INFINITY)));
        linkLatencyMs[from][to] =
            network.latencyMs() + device(from).accessLatencyMs() + device(to).accessLatencyMs();
        for (int end : new int[] {from, to}) {
          device(end).medium().ifPresent(media.get(from).get(to)::add);
        }
      }
    }
    for (Link link : network.links()) {
      int from = index(link.from());
      int to = index(link.to());
      linkMbps[from][to] = link.bandwidthMbps();
      linkLatencyMs[from][to] = link.latencyMs();
      media.get(from).get(to).clear();
      link.medium().ifPresent(media.get(from).get(to)::add);
    }
  }

  /** A slice whose device is an index into the catalog. */
  record Run(int device, int from, int to) {}

  /** Asserts every number of a plan, and that the planner's validator finds what is broken. */
  public static void check(Plan plan) {
    PlanCheck.numbers(plan, "");
  }

  /** As {@link #check(Plan)}; the context, such as a seed, goes in front of every message. */
  public static void check(Plan plan, String context) {
    PlanCheck.numbers(plan, context);
  }

  /** As {@link #check(Plan, String)}, and that the plan breaks no limit and no rule. */
  public static void checkFeasible(Plan plan, String context) {
    check(plan, context);
    assertThat(new Oracle(plan.problem()).broken(plan.slices()))
        .as("%s: limits and rules broken by %s", context, plan.slices())
        .isEmpty();
  }

  /** The minimum latency over every partition and every deployment, with and without the limits. */
  public Enumeration enumerate() {
    return new Enumeration(this);
  }

  /**
   * The Pareto front of two objectives over every plan; points within 1e-9 of each other are one.
   */
  public List<Enumeration.Pair> front(String first, String second) {
    List<Enumeration.Pair> all = enumerate().values(first, second);
    List<Enumeration.Pair> front = new ArrayList<>();
    for (Enumeration.Pair pair : all) {
      boolean dominated =
          all.stream()
              .anyMatch(
                  other ->
                      other.first() <= pair.first() * (1 + LIMIT_TOLERANCE)
                          && other.second() <= pair.second() * (1 + LIMIT_TOLERANCE)
                          && (other.first() < pair.first() * (1 - LIMIT_TOLERANCE)
                              || other.second() < pair.second() * (1 - LIMIT_TOLERANCE)));
      boolean known =
          front.stream()
              .anyMatch(
                  other ->
                      PlanCheck.isClose(other.first(), pair.first())
                          && PlanCheck.isClose(other.second(), pair.second()));
      if (!dominated && !known) {
        front.add(pair);
      }
    }
    front.sort(Comparator.comparingDouble(Enumeration.Pair::first));
    return front;
  }

  private double computeMs(Device device, int position) {
    OptionalDouble measured =
        problem.measuredMs(device.name(), layout.order().get(position).name());
    if (measured.isPresent()) {
      return measured.getAsDouble();
    }
    double flops = layout.order().get(position).flops();
    double seconds =
        flops / (device.gflops() * 1_000_000_000.0)
            + layout.movedBytes(position) / (device.ioMBps() * 1_000_000.0);
    return seconds * 1000 + device.layerOverheadMs();
  }

  /** Time of one position on a device, ms. */
  public double computeMs(String device, int position) {
    return computeMs[index(device)][position];
  }

  /** Time of some bytes between two devices, ms. */
  public double transferMs(String from, String to, double bytes) {
    return transferMs(index(from), index(to), bytes);
  }

  private double transferMs(int from, int to, double bytes) {
    if (from == to) {
      return 0;
    }
    double bits = bytes * 8;
    return linkLatencyMs[from][to] + bits / (linkMbps[from][to] * 1_000_000.0) * 1000;
  }

  /** Time to bring the model input to a device, ms. */
  public double entryMs(String device) {
    return problem.source().isEmpty()
        ? 0
        : transferMs(problem.source().get(), device, layout.payloadBytes(0));
  }

  /** Time to bring the output of an exit from a device to the sink, ms. */
  public double resultMs(String device, int exit) {
    return problem.sink().isEmpty()
        ? 0
        : transferMs(device, problem.sink().get(), layout.resultBytes(exit));
  }

  private double cutMs(List<Run> runs, int k) {
    return transferMs(
        runs.get(k - 1).device(), runs.get(k).device(), payloadBytes[runs.get(k).from()]);
  }

  /** Expected latency as the sum over layers and cuts, each weighed with its reach, ms. */
  public double expectedMs(List<Slice> slices) {
    return expectedOf(runs(slices));
  }

  private double expectedOf(List<Run> runs) {
    double sum = entryMs(name(runs.get(0)));
    for (int k = 0; k < runs.size(); k++) {
      Run run = runs.get(k);
      sum += reach[run.from()] * device(run.device()).sliceOverheadMs();
      if (k > 0) {
        sum += reach[run.from()] * cutMs(runs, k);
      }
      for (int i = run.from(); i < run.to(); i++) {
        sum += reach[i] * computeMs[run.device()][i];
      }
      for (int e = 0; e < exitPositions.length; e++) {
        if (run.from() <= exitPositions[e] && exitPositions[e] < run.to()) {
          sum += net.exits().get(e).probability() * resultMs(name(run), e);
        }
      }
    }
    return sum;
  }

  /** Expected latency as equation (2) of the paper: the mean of the exits' sample times, ms. */
  public double expectedByExitMs(List<Slice> slices) {
    double sum = 0;
    for (int e = 0; e < net.exits().size(); e++) {
      sum += net.exits().get(e).probability() * sampleMs(slices, e);
    }
    return sum;
  }

  /** Time of a sample that leaves at an exit, ms. */
  public double sampleMs(List<Slice> slices, int exit) {
    return sampleOf(runs(slices), exit);
  }

  private double sampleOf(List<Run> runs, int exit) {
    double sum = entryMs(name(runs.get(0)));
    for (int k = 0; k < runs.size(); k++) {
      for (int i = runs.get(k).from(); i < runs.get(k).to(); i++) {
        if (i <= exitPositions[exit]) {
          sum += computeMs[runs.get(k).device()][i];
          sum += i == runs.get(k).from() ? device(runs.get(k).device()).sliceOverheadMs() : 0;
          sum += k > 0 && i == runs.get(k).from() ? cutMs(runs, k) : 0;
          sum += i == exitPositions[exit] ? resultMs(name(runs.get(k)), exit) : 0;
        }
      }
    }
    return sum;
  }

  /** Time of a sample that leaves at the final exit, ms. */
  public double worstCaseMs(List<Slice> slices) {
    return sampleMs(slices, net.exits().size() - 1);
  }

  /** The objective's value, ms. */
  public double latencyMs(List<Slice> slices) {
    return latencyOf(runs(slices));
  }

  double latencyOf(List<Run> runs) {
    return valueOf(problem.objective().label(), runs);
  }

  /** The value of an objective by its label. */
  double valueOf(String label, List<Run> runs) {
    if (label.startsWith("latency:")) {
      String exit = label.substring("latency:".length());
      List<String> exits = net.exits().stream().map(Exit::name).toList();
      return sampleOf(runs, exits.indexOf(exit));
    }
    return switch (label) {
      case "expected" -> expectedOf(runs);
      case "worst-case" -> sampleOf(runs, exitPositions.length - 1);
      case "energy" -> energyOf(runs, idlePeriodMs(runs));
      case "throughput" -> periodOf(runs);
      default -> throw new IllegalArgumentException(label);
    };
  }

  /** Minimum period of a pipeline, ms: the largest load of a device, a link or a medium. */
  public double periodMs(List<Slice> slices) {
    return periodOf(runs(slices));
  }

  private double periodOf(List<Run> runs) {
    Map<String, Double> load = new TreeMap<>();
    String first = name(runs.get(0));
    problem.source().ifPresent(source -> send(load, source, first, layout.payloadBytes(0), 1));
    for (int k = 0; k < runs.size(); k++) {
      Run run = runs.get(k);
      double ms = reach[run.from()] * device(run.device()).sliceOverheadMs();
      for (int i = run.from(); i < run.to(); i++) {
        ms += reach[i] * computeMs[run.device()][i];
        for (int e = 0; e < exitPositions.length; e++) {
          if (exitPositions[e] == i && problem.sink().isPresent()) {
            long bytes = layout.resultBytes(e);
            double probability = net.exits().get(e).probability();
            send(load, name(run), problem.sink().get(), bytes, probability);
          }
        }
      }
      load.merge("device " + name(run), ms, Double::sum);
      if (k > 0) {
        String before = name(runs.get(k - 1));
        send(load, before, name(run), payloadBytes[run.from()], reach[run.from()]);
      }
    }
    return load.values().stream().mapToDouble(ms -> ms).max().getAsDouble();
  }

  private void send(
      Map<String, Double> load, String from, String to, double bytes, double probability) {
    if (from.equals(to)) {
      return;
    }
    double ms = probability * 8 * bytes / (linkMbps[index(from)][index(to)] * 1000);
    load.merge("link " + from + "->" + to, ms, Double::sum);
    media.get(index(from)).get(index(to)).forEach(m -> load.merge("medium " + m, ms, Double::sum));
  }

  /** The period for whose rest idle power is drawn, ms; negative if there is none. */
  private double idlePeriodMs(List<Run> runs) {
    if (problem.framesPerSecond().isPresent()) {
      return 1000 / problem.framesPerSecond().getAsDouble();
    }
    return problem.objective().label().equals("throughput") ? periodOf(runs) : -1;
  }

  private double energyOf(List<Run> runs, double periodMs) {
    double joules = 0;
    for (int k = 0; k < runs.size(); k++) {
      joules += energyOf(runs, k, meanBusyOf(runs, k), periodMs);
    }
    return joules;
  }

  private double energyOf(List<Run> runs, int k, double busyMs, double periodMs) {
    Device device = device(runs.get(k).device());
    double busyJ = device.powerW().orElse(0) * busyMs / 1000;
    return periodMs < 0
        ? busyJ
        : busyJ + device.idlePowerW().orElse(0) * (periodMs - busyMs) / 1000;
  }

  /** Expected energy of an inference, J. */
  public double energyJ(List<Slice> slices) {
    return energyOf(runs(slices), idlePeriodMs(runs(slices)));
  }

  /** Computing, receiving and sending of slice k in the mean over all samples, ms. */
  private double meanBusyOf(List<Run> runs, int k) {
    Run run = runs.get(k);
    double ms = k == 0 ? entryMs(name(run)) : reach[run.from()] * cutMs(runs, k);
    ms += reach[run.from()] * device(run.device()).sliceOverheadMs();
    for (int i = run.from(); i < run.to(); i++) {
      ms += reach[i] * computeMs[run.device()][i];
    }
    for (int e = 0; e < exitPositions.length; e++) {
      if (run.from() <= exitPositions[e] && exitPositions[e] < run.to()) {
        ms += net.exits().get(e).probability() * resultMs(name(run), e);
      }
    }
    return k + 1 == runs.size() ? ms : ms + reach[run.to()] * cutMs(runs, k + 1);
  }

  /** Energy of an inference that the battery of slice k is charged for, J. */
  public double chargedEnergyJ(List<Slice> slices, int k) {
    return chargedEnergyOf(runs(slices), k);
  }

  private double chargedEnergyOf(List<Run> runs, int k) {
    boolean mean = problem.energyBasis().label().equals("expected");
    return energyOf(runs, k, mean ? meanBusyOf(runs, k) : busyOf(runs, k), idlePeriodMs(runs));
  }

  /** Memory of the positions [from, to), bytes. */
  public long memoryBytes(int from, int to) {
    long weights = 0;
    long live = 0;
    for (int i = from; i < to; i++) {
      weights += layout.order().get(i).weightBytes();
      live = Math.max(live, liveBytes[i]);
    }
    return weights + live;
  }

  /** Computing, receiving and sending of slice k in a run that leaves at the final exit, ms. */
  public double busyMs(List<Slice> slices, int k) {
    return busyOf(runs(slices), k);
  }

  private double busyOf(List<Run> runs, int k) {
    Run run = runs.get(k);
    double ms = k == 0 ? entryMs(name(run)) : cutMs(runs, k);
    ms += device(run.device()).sliceOverheadMs();
    for (int i = run.from(); i < run.to(); i++) {
      ms += computeMs[run.device()][i];
    }
    boolean last = k == runs.size() - 1;
    return ms + (last ? resultMs(name(run), exitPositions.length - 1) : cutMs(runs, k + 1));
  }

  /** How many times its memory limit slice k needs; 0 where there is no limit. */
  public double memoryRatio(List<Slice> slices, int k) {
    return memoryRatioOf(runs(slices).get(k));
  }

  private double memoryRatioOf(Run run) {
    OptionalDouble limitMiB = device(run.device()).memoryMiB();
    return limitMiB.isEmpty() ? 0 : neededBytes(run) / (limitMiB.getAsDouble() * 1024 * 1024);
  }

  /** Weights, live tensors and, in a pipeline, buffers of messages. */
  double neededBytes(Run run) {
    double bytes = memoryBytes(run.from(), run.to());
    if (!problem.isPipelined()) {
      return bytes;
    }
    boolean isFed = problem.source().isPresent() && !problem.source().get().equals(name(run));
    boolean isDrained = problem.sink().isPresent() && !problem.sink().get().equals(name(run));
    double received =
        run.from() > 0 ? payloadBytes[run.from()] : isFed ? layout.payloadBytes(0) : 0;
    double sent =
        run.to() < length
            ? payloadBytes[run.to()]
            : isDrained ? layout.resultBytes(net.exits().size() - 1) : 0;
    return bytes + problem.buffers() * (received + sent);
  }

  /** How many times its energy limit slice k needs; 0 where there is no limit. */
  public double energyRatio(List<Slice> slices, int k) {
    return energyRatioOf(runs(slices), k);
  }

  private double energyRatioOf(List<Run> runs, int k) {
    Device device = device(runs.get(k).device());
    if (device.powerW().isEmpty() || device.energyJ().isEmpty()) {
      return 0;
    }
    return chargedEnergyOf(runs, k) * problem.inferences() / device.energyJ().getAsDouble();
  }

  /** By what factor all limits together would have to grow for these runs to keep them. */
  double limitFactorOf(List<Run> runs) {
    double factor = 0;
    for (int k = 0; k < runs.size(); k++) {
      factor = Math.max(factor, memoryRatioOf(runs.get(k)));
      factor = Math.max(factor, energyRatioOf(runs, k));
    }
    for (PathLimit limit : problem.pathLimits()) {
      factor = Math.max(factor, pathRatioOf(limit, runs));
    }
    return factor;
  }

  private double pathRatioOf(PathLimit limit, List<Run> runs) {
    return valueOf(limit.objective().label(), runs) / limit.allowed();
  }

  /**
   * Whether limits that need to grow by this factor are kept: inclusive, with 1e-9 for rounding.
   */
  public static boolean isKept(double factor) {
    return factor <= 1 + LIMIT_TOLERANCE;
  }

  boolean keepsPins(List<Run> runs) {
    return runs.stream().allMatch(this::keepsPins);
  }

  private boolean keepsPins(Run run) {
    return problem.pins().entrySet().stream()
        .allMatch(
            pin ->
                pin.getKey() < run.from()
                    || pin.getKey() >= run.to()
                    || pin.getValue().equals(name(run)));
  }

  /**
   * Every limit and rule that slices break, as {@code kind device}, the whole plan being "plan".
   */
  public List<String> broken(List<Slice> slices) {
    List<Run> runs = runs(slices);
    List<String> broken = new ArrayList<>();
    if (runs.size() < problem.minSlices() || runs.size() > problem.maxSlices()) {
      broken.add("count plan");
    }
    for (int k = 0; k < runs.size(); k++) {
      String device = name(runs.get(k));
      if (slices.subList(0, k).stream().anyMatch(before -> before.device().equals(device))) {
        broken.add("reused " + device);
      }
      if (problem.devices().stream().noneMatch(chosen -> chosen.name().equals(device))) {
        broken.add("not-chosen " + device);
      }
      if (!keepsPins(runs.get(k))) {
        broken.add("pin " + device);
      }
      if (!isKept(memoryRatioOf(runs.get(k)))) {
        broken.add("memory " + device);
      }
      if (!isKept(energyRatioOf(runs, k))) {
        broken.add("energy " + device);
      }
    }
    for (PathLimit limit : problem.pathLimits()) {
      if (!isKept(pathRatioOf(limit, runs))) {
        broken.add(limit.objective().label() + " plan");
      }
    }
    return broken;
  }

  /** Every plan that keeps all limits and rules. */
  public List<List<Slice>> feasiblePlans() {
    return enumerate().feasible().stream().map(this::slices).toList();
  }

  /** The objective's value of any plan. */
  public double value(List<Slice> slices) {
    return latencyOf(runs(slices));
  }

  /** Bytes that a full run moves over links. */
  public double trafficBytes(List<Slice> slices) {
    List<Run> runs = runs(slices);
    double bytes = 0;
    String first = name(runs.get(0));
    String last = name(runs.get(runs.size() - 1));
    if (problem.source().isPresent() && !problem.source().get().equals(first)) {
      bytes += layout.payloadBytes(0);
    }
    for (int k = 1; k < runs.size(); k++) {
      bytes += payloadBytes[runs.get(k).from()];
    }
    if (problem.sink().isPresent() && !problem.sink().get().equals(last)) {
      bytes += layout.resultBytes(net.exits().size() - 1);
    }
    return bytes;
  }

  PlanningProblem problem() {
    return problem;
  }

  NaiveLayout layout() {
    return layout;
  }

  List<Run> runs(List<Slice> slices) {
    return slices.stream().map(s -> new Run(index(s.device()), s.from(), s.to())).toList();
  }

  List<Slice> slices(List<Run> runs) {
    return runs.stream().map(run -> new Slice(name(run), run.from(), run.to())).toList();
  }

  int index(String device) {
    return problem.catalog().devices().stream().map(Device::name).toList().indexOf(device);
  }

  private Device device(int index) {
    return problem.catalog().devices().get(index);
  }

  private String name(Run run) {
    return device(run.device()).name();
  }
}
