package dev.espalier.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A small valid file of each kind in which every field occurs that the formats know. */
final class ValidFiles {
  static final Json MODEL =
      Json.parse(
          """
          { "format": "espalier-model/1",
            "name": "tiny",
            "input": { "name": "image", "bytes": 3000 },
            "layers": [
              { "name": "conv1", "op": "Conv", "inputs": ["image"],
                "flops": 2000000, "weightBytes": 4000, "outputBytes": 1200 },
              { "name": "side", "op": "Gemm", "inputs": ["conv1"],
                "flops": 10000, "weightBytes": 900, "outputBytes": 40 },
              { "name": "conv2", "op": "Conv", "inputs": ["conv1"],
                "flops": 5000000, "weightBytes": 8000, "outputBytes": 600 },
              { "name": "add", "op": "Add", "inputs": ["conv1", "conv2"],
                "flops": 150, "weightBytes": 0, "outputBytes": 600 },
              { "name": "fc", "op": "Gemm", "inputs": ["add"],
                "flops": 60000, "weightBytes": 2400, "outputBytes": 40 } ],
            "exits": [
              { "name": "early", "layer": "side", "probability": 0.4 },
              { "name": "final", "layer": "fc", "probability": 0.6 } ] }
          """);

  static final Json CATALOG =
      Json.parse(
          """
          { "format": "espalier-catalog/1",
            "name": "pair",
            "source": "made up",
            "devices": [
              { "name": "cam", "gflops": 0.5, "ioMBps": 50, "memoryMiB": 64,
                "powerW": 2.5, "energyJ": 500, "source": "made up", "idlePowerW": 0.5,
                "layerOverheadMs": 0.01, "sliceOverheadMs": 0.2, "uplinkMbps": 15,
                "downlinkMbps": 18, "accessLatencyMs": 0.3, "medium": "wifi", "cost": 35 },
              { "name": "hub", "gflops": 10, "ioMBps": 400, "memoryMiB": 512,
                "powerW": 12, "energyJ": 9000, "source": "made up" } ],
            "network": {
              "bandwidthMbps": 20,
              "latencyMs": 0.2,
              "source": "made up",
              "links": [
                { "from": "cam", "to": "hub", "bandwidthMbps": 90, "latencyMs": 0.1,
                  "source": "made up", "medium": "wifi" },
                { "from": "hub", "to": "cam", "bandwidthMbps": 40, "latencyMs": 0.3 } ] } }
          """);

  /** A profile of another network, with too few layers for estimates: it changes no plan. */
  static final Json PROFILE =
      Json.parse(
          """
          { "format": "espalier-profile/1",
            "espalier": "1.0",
            "device": "cam",
            "machine": "made up",
            "runtime": "by hand",
            "network": "other",
            "layerOverheadMs": 0.01,
            "sliceOverheadMs": 0.3,
            "layers": [
              { "name": "a", "op": "Conv", "medianMs": 2.5, "lowMs": 2.25, "highMs": 3.5, "runs": 9,
                "flops": 5000, "readBytes": 400, "writeBytes": 200 },
              { "name": "b", "op": "Relu", "medianMs": 0.5, "runs": 3 } ],
            "segments": [
              { "from": "a", "to": "b", "medianMs": 2.75, "lowMs": 2.5, "highMs": 3, "runs": 9 } ] }
          """);

  /** The catalog with the profile. */
  static final Json PROFILED_CATALOG =
      CATALOG.changing(
          "/devices/0", device -> device.plus("profile", Json.raw("\"cam.profile.json\"")));

  private final Path directory;
  private final Json plan;

  /** Writes the files into a directory; the plan is one that the planner makes. */
  ValidFiles(Path directory) {
    this.directory = directory;
    write(model(), MODEL);
    write(catalog(), CATALOG);
    write(profile(), PROFILE);
    plan =
        CommandLineRunner.run(
                "plan --model %s --catalog %s --solver exact --format json --devices cam,hub"
                    + " --max-partitions 2 --bandwidth-mbps 25 --inferences 10 --source cam"
                    + " --sink cam --pin conv1=cam --pin fc=hub --fps 20 --buffers 1 --deadline early=40"
                    + " --deadline 60",
                model(), catalog())
            .json();
    write(planFile(), plan);
  }

  Path model() {
    return directory.resolve("valid.model.json");
  }

  Path catalog() {
    return directory.resolve("valid.catalog.json");
  }

  /** The profile that the catalog names. */
  Path profile() {
    return directory.resolve("cam.profile.json");
  }

  Path planFile() {
    return directory.resolve("valid.plan.json");
  }

  Json plan() {
    return plan;
  }

  static void write(Path file, Json content) {
    try {
      Files.writeString(file, content.text());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
