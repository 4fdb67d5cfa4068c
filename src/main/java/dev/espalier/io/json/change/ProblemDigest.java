package dev.espalier.io.json.change;

import dev.espalier.device.Device;
import dev.espalier.internal.Sha256;
import dev.espalier.io.json.CatalogFile;
import dev.espalier.io.json.ModelFile;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.plan.change.World;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.TreeMap;

/** The digest of all that makes up a world before any change: equal ones have equal digests. */
final class ProblemDigest {
  private ProblemDigest() {}

  static String of(World initial) {
    PlanningProblem problem = initial.allDevices();
    List<String> devices = problem.devices().stream().map(Device::name).toList();
    MessageDigest digest = Sha256.digest();
    List.of(
            ModelFile.write(problem.linearization().net()),
            CatalogFile.write(problem.catalog()),
            problem.objective().label(),
            devices,
            problem.minSlices(),
            problem.maxSlices(),
            problem.source(),
            problem.sink(),
            problem.inferences(),
            problem.energyBasis(),
            problem.framesPerSecond(),
            problem.isPipelined() ? problem.buffers() : 0,
            new TreeMap<>(problem.deadlinesMs()),
            problem.pins(),
            devices.stream().map(name -> new TreeMap<>(problem.measuredMs(name))).toList(),
            devices.stream().map(name -> new TreeMap<>(problem.predictedMs(name))).toList(),
            initial.conditions())
        .forEach(part -> digest.update((part + "\n").getBytes(StandardCharsets.UTF_8)));
    return Sha256.text(digest);
  }
}
