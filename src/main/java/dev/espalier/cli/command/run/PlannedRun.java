package dev.espalier.cli.command.run;

import dev.espalier.cli.command.EvaluateCommand;
import dev.espalier.cli.command.ModelFit;
import dev.espalier.cli.option.InputOptions;
import dev.espalier.cli.option.ModelOptions;
import dev.espalier.device.DeviceCatalog;
import dev.espalier.io.InvalidFileException;
import dev.espalier.io.json.PlanDocument;
import dev.espalier.io.json.segment.ManifestFile;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.plan.PlanningProblemBuilder;
import dev.espalier.plan.Slice;
import dev.espalier.runtime.StoredFiles;
import dev.espalier.runtime.placement.Replacement;
import dev.espalier.runtime.placement.SegmentPlanner;
import dev.espalier.segment.Manifest;
import dev.espalier.study.run.RunPrediction;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The plan that is run, as the files describe it.
 *
 * @param manifest its segments
 * @param folder the folder of their files
 * @param plan what the plan file says, if it is given
 * @param catalog devices and links as the plan has them, if they are given
 */
record PlannedRun(
    Manifest manifest, Path folder, Optional<PlanDocument> plan, Optional<DeviceCatalog> catalog) {

  /**
   * Reads the files.
   *
   * @throws InvalidFileException if one cannot be read, a file of a segment is another one than the
   *     manifest lists, or the plan is not that of the manifest
   */
  static PlannedRun read(String manifestFile, String planFile, String catalogFile) {
    Path path = InputOptions.path("manifest", manifestFile);
    Manifest manifest = ManifestFile.read(path);
    Path folder = path.toAbsolutePath().getParent();
    StoredFiles.check(manifest, folder);
    Optional<PlanDocument> plan =
        Optional.ofNullable(planFile)
            .map(file -> PlanDocument.read(InputOptions.path("plan", file)));
    plan.ifPresent(document -> checkSame(document, planFile, manifest, manifestFile));
    Optional<DeviceCatalog> catalog =
        Optional.ofNullable(catalogFile).map(file -> catalog(file, plan));
    catalog.ifPresent(devices -> checkDevices(manifest, devices, catalogFile));
    return new PlannedRun(manifest, folder, plan, catalog);
  }

  private static void checkSame(
      PlanDocument plan, String planFile, Manifest manifest, String manifestFile) {
    List<Slice> slices = plan.slices();
    if (!slices.equals(manifest.slices())) {
      throw new InvalidFileException(
          "%s: is not the plan of %s: expected the slices %s but found %s"
              .formatted(planFile, manifestFile, text(manifest.slices()), text(slices)));
    }
  }

  private static String text(List<Slice> slices) {
    return String.join(
        ", ",
        slices.stream()
            .map(slice -> "%s %d-%d".formatted(slice.device(), slice.from(), slice.to() - 1))
            .toList());
  }

  private static DeviceCatalog catalog(String file, Optional<PlanDocument> plan) {
    DeviceCatalog read = InputOptions.catalog(file);
    Optional<Double> bandwidth = plan.flatMap(PlanDocument::bandwidthMbps);
    return bandwidth.isPresent() ? read.withDefaultBandwidthMbps(bandwidth.get()) : read;
  }

  private static void checkDevices(Manifest manifest, DeviceCatalog catalog, String file) {
    Set<String> needed = new LinkedHashSet<>(manifest.devices());
    manifest.plan().source().ifPresent(needed::add);
    manifest.plan().sink().ifPresent(needed::add);
    for (String device : needed) {
      if (catalog.devices().stream().noneMatch(each -> each.name().equals(device))) {
        throw new InvalidFileException(
            "%s: expected device \"%s\" of the plan but there are %s"
                .formatted(
                    file,
                    device,
                    String.join(
                        ", ", catalog.devices().stream().map(each -> each.name()).toList())));
      }
    }
  }

  /** What a run does otherwise than the plan has it, whatever the agents are. */
  List<String> remarks() {
    boolean isSent = manifest.plan().source().filter(source -> !source.equals(first())).isPresent();
    return manifest.inputs().stream()
        .filter(input -> isSent && input.sentBytes() != input.tensor().bytes())
        .map(
            input ->
                "input \"%s\" is sent as its %d bytes, not as the %d of the plan"
                    .formatted(input.name(), input.tensor().bytes(), input.sentBytes()))
        .toList();
  }

  private String first() {
    return manifest.segments().get(0).segment().device();
  }

  /** The files of the segments. */
  String[] files() {
    return StoredFiles.of(manifest, folder).map(Path::toString).toArray(String[]::new);
  }

  /** What is predicted. */
  RunPrediction prediction() {
    RunPrediction prediction = RunPrediction.of(manifest, catalog);
    return plan.isEmpty()
        ? prediction
        : prediction.with(plan.get().periodMs(), plan.get().expectedEnergyJ());
  }

  /**
   * Finds other plans of the segments, if the problem is known.
   *
   * @param present names of the devices that have agents
   */
  Replacement replacement(Optional<PlanningProblem> problem, Set<String> present) {
    return problem
        .<Replacement>map(known -> new SegmentPlanner(manifest, known, present))
        .orElse(Replacement.NONE);
  }

  /** The problem that the plan solves, if the model, the plan and the catalog are given. */
  Optional<PlanningProblem> problem(
      ModelOptions model, String planFile, String catalogFile, PrintWriter err) {
    if (model == null || plan.isEmpty() || catalog.isEmpty()) {
      return Optional.empty();
    }
    ModelFit fit = ModelFit.of(model, plan.get(), Path.of(planFile), err);
    EvaluateCommand.warnOfOtherModel(plan.get(), planFile, fit.net().name(), err);
    PlanningProblemBuilder builder =
        InputOptions.problem(fit.planned().segmentation().linearization().net(), catalogFile);
    plan.get().applyOptions(builder);
    return Optional.of(builder.build());
  }
}
