package dev.espalier.cost.table;

/**
 * An objective in tables: the cost of the parts of a plan, how they join, and the running cost of a
 * partial plan. Devices are indices into {@link dev.espalier.plan.PlanningProblem#devices()}.
 *
 * <p>A search that works with {@link #entry}, {@link #slice}, {@link #cut} and {@link #join} alone
 * serves every objective. Where resources are shared beyond neighboring slices (a medium, the link
 * to a sink), the joined parts are a lower bound and {@link #value} is exact; partial plans are
 * exact too, as their accumulators keep track of all that is shared. Immutable and thread-safe.
 */
public sealed interface CostModel permits AdditiveCosts, BottleneckCosts {

  /** Cost of bringing the model input to a device and opening the first slice there. */
  double entry(int device);

  /** Cost of the positions [from, to) on a device. */
  double slice(int device, int from, int to);

  /** Cost of handing over at a boundary from one device to another, which opens a slice there. */
  double cut(int from, int to, int boundary);

  /**
   * Cost of handing over at a boundary as far as it depends on both ends, by {@link
   * CostTables#linkKind}: {@code cut(from, to, b)} is the sum of this, {@link #sendCost} and {@link
   * #receiveCost} up to rounding. 0 from a kind to itself where it has a single device.
   */
  double linkCost(int fromKind, int toKind, int boundary);

  /** Part of the cost of handing over at a boundary that depends on the sender alone. */
  double sendCost(int device, int boundary);

  /** Part of the cost of handing over at a boundary that depends on the receiver alone. */
  double receiveCost(int device, int boundary);

  /** What devices that are priced alike have in common, but for the links between them. */
  Object key(int device);

  /** Weighted cost of handing over that does not depend on the payload. */
  double handOver(int from, int to);

  /** Weighted cost of a byte that is handed over. */
  double perByte(int from, int to);

  /** Unweighted cost of opening another slice on a device, as far as {@link #slice} lacks it. */
  double perSlice(int device);

  /** Weight of a boundary. */
  double weight(int boundary);

  /**
   * A measure of the cost of one of several parts, such that parts of a small sum of it tend to
   * have a small joined cost.
   */
  double summable(double cost);

  /** The cost of two parts together. */
  double join(double a, double b);

  /**
   * The objective's value of a plan, whether or not it meets the limits. The plan has {@code count}
   * slices; slice k starts at {@code starts[k]} on {@code devices[k]}, {@code starts[0]} is 0. No
   * allocation.
   */
  double value(int[] starts, int[] devices, int count);

  /** The value, plus a tiny amount that distinguishes plans of equal value. */
  double rank(int[] starts, int[] devices, int count);

  /** More than the value of any plan. */
  double ceiling();

  /** Number of accumulators of a partial plan; with fewer, at equal device, a plan is better. */
  int width();

  /** Writes the accumulators of a plan that opens its first slice on a device. */
  void begin(int device, double[] to, int at);

  /** Adds a position to the open slice. */
  void run(int device, int position, double[] state, int at);

  /** Writes the accumulators of a plan that closes its slice at a boundary and opens the next. */
  void hand(int device, int next, int boundary, double[] state, int at, double[] to, int toAt);

  /** The value of a plan that ends here: a lower bound for every plan that begins so. */
  double end(int device, double[] state, int at);
}
