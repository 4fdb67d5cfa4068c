package dev.espalier.study.schedule;

import dev.espalier.cost.TransferTime;
import dev.espalier.device.DeviceCatalog;
import dev.espalier.device.Link;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * For how long a sample occupies a resource of a pipeline on average. The largest of all is the
 * minimum period of the plan.
 *
 * @param kind what the resource is
 * @param name its name; of a link such as {@code d1 -> d2}
 * @param ms mean time over all samples, without the latency of links, ms
 */
public record Occupancy(Kind kind, String name, double ms) {

  /** What is occupied. */
  public enum Kind {
    /** A device that computes. */
    DEVICE,

    /** A link in one direction. */
    LINK,

    /** A medium that links share. */
    MEDIUM
  }

  /** The resources of a plan in the order in which a sample comes to them, media last. */
  static List<Occupancy> of(PlanSchedule schedule) {
    DeviceCatalog catalog = schedule.plan().problem().catalog();
    Map<String, Double> links = new LinkedHashMap<>();
    Map<String, Double> media = new LinkedHashMap<>();
    for (Crossing crossing : schedule.crossings()) {
      Link link = catalog.link(crossing.from(), crossing.to());
      double ms = crossing.probability() * TransferTime.occupancyMs(link, crossing.bytes());
      links.merge(crossing.link(), ms, Double::sum);
      catalog
          .media(crossing.from(), crossing.to())
          .forEach(medium -> media.merge(medium, ms, Double::sum));
    }
    Map<String, Double> devices = new HashMap<>();
    schedule
        .slices()
        .forEach(slice -> devices.merge(slice.device(), slice.expectedComputeMs(), Double::sum));
    List<Occupancy> all = new ArrayList<>();
    for (int k = 0; k < schedule.slices().size(); k++) {
      schedule.received(k).ifPresent(crossing -> take(crossing, links, all));
      SliceStep slice = schedule.slices().get(k);
      Double ms = devices.remove(slice.device());
      if (ms != null) {
        all.add(new Occupancy(Kind.DEVICE, slice.device(), ms));
      }
      schedule.answers(k).forEach(crossing -> take(crossing, links, all));
    }
    media.forEach((medium, ms) -> all.add(new Occupancy(Kind.MEDIUM, medium, ms)));
    return all;
  }

  private static void take(Crossing crossing, Map<String, Double> links, List<Occupancy> all) {
    Double ms = links.remove(crossing.link());
    if (ms != null) {
      all.add(new Occupancy(Kind.LINK, crossing.link(), ms));
    }
  }
}
