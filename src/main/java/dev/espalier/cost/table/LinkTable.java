package dev.espalier.cost.table;

import dev.espalier.cost.TransferTime;
import dev.espalier.device.Device;
import dev.espalier.device.Link;
import dev.espalier.plan.PlanningProblem;
import java.util.List;

/** The links between the chosen devices, by index. */
final class LinkTable {
  private final int deviceCount;
  private final double[] latencyMs;
  private final double[] msPerByte;

  LinkTable(PlanningProblem problem) {
    List<Device> devices = problem.devices();
    deviceCount = devices.size();
    latencyMs = new double[deviceCount * deviceCount];
    msPerByte = new double[deviceCount * deviceCount];
    for (int from = 0; from < deviceCount; from++) {
      for (int to = 0; to < deviceCount; to++) {
        if (to != from) {
          Link link = problem.catalog().link(devices.get(from).name(), devices.get(to).name());
          latencyMs[from * deviceCount + to] = TransferTime.ms(link, 0);
          msPerByte[from * deviceCount + to] = TransferTime.occupancyMs(link, 1);
        }
      }
    }
  }

  double latencyMs(int from, int to) {
    return latencyMs[from * deviceCount + to];
  }

  double msPerByte(int from, int to) {
    return msPerByte[from * deviceCount + to];
  }

  double transferMs(int from, int to, double bytes) {
    int pair = from * deviceCount + to;
    return latencyMs[pair] + bytes * msPerByte[pair];
  }
}
