package dev.espalier.service.http;

/** Receives what was answered, for metrics. */
@FunctionalInterface
public interface CallListener {
  /** Ignores all. */
  CallListener NONE = (route, method, status, nanos) -> {};

  /**
   * A call was answered.
   *
   * @param route path of the route; {@code other} if there is none, so that clients cannot make up
   *     names
   * @param method method of the route; {@code other} if there is none
   * @param status status code
   * @param nanos time since its header was received, ns
   */
  void answered(String route, String method, int status, long nanos);
}
