package dev.espalier.cli.option.view;

import dev.espalier.cli.option.OutputFailedException;
import dev.espalier.cli.option.OutputOptions;
import dev.espalier.cli.option.SvgOption;
import dev.espalier.error.InvalidFieldException;
import dev.espalier.internal.FileReplacement;
import dev.espalier.internal.Printable;
import dev.espalier.io.ImportedNode;
import dev.espalier.io.graph.DotFile;
import dev.espalier.io.graph.MermaidFile;
import dev.espalier.io.json.overlay.OverlayFile;
import dev.espalier.io.json.trace.TraceFile;
import dev.espalier.plan.Plan;
import dev.espalier.report.Graph;
import dev.espalier.report.plan.PlanGraph;
import dev.espalier.study.schedule.PlanSchedule;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** Files with a plan that other tools open. */
public final class ViewOptions {
  @Option(
      names = "--trace",
      paramLabel = "FILE",
      description =
          "Also write when what is computed and sent as Chrome trace events, which Perfetto opens"
              + " (ui.perfetto.dev).")
  private Path trace;

  @Option(
      names = "--dot",
      paramLabel = "FILE",
      description = "Also write the layers by device as a DOT file, which Graphviz draws.")
  private Path dot;

  @Option(
      names = "--mermaid",
      paramLabel = "FILE",
      description =
          "Also write the layers by device as a Mermaid flowchart, which GitHub draws; networks of"
              + " more than 100 layers are folded.")
  private Path mermaid;

  @Option(
      names = "--overlay",
      paramLabel = "FILE",
      description =
          "Also write node data for Google's Model Explorer, which colors the nodes of your ONNX"
              + " file by device.")
  private Path overlay;

  @Option(
      names = "--overlay-time",
      paramLabel = "FILE",
      description = "The same, colored by compute time.")
  private Path overlayTime;

  private Map<String, Path> given() {
    Map<String, Path> given = new LinkedHashMap<>();
    put(given, "trace", trace);
    put(given, "dot", dot);
    put(given, "mermaid", mermaid);
    put(given, "overlay", overlay);
    put(given, "overlay-time", overlayTime);
    return given;
  }

  private static void put(Map<String, Path> given, String option, Path target) {
    if (target != null) {
      given.put(option, target);
    }
  }

  /**
   * Refuses to overwrite an input or another output, to write where no folder is, or over a folder.
   *
   * @throws InvalidFieldException if a file is one of these, or blank
   * @throws OutputFailedException if a folder does not exist, or a file is one
   */
  public void refuse(OutputOptions output, SvgOption svg, String... inputs) {
    List<Map.Entry<String, Path>> entries = new ArrayList<>(given().entrySet());
    for (int i = 0; i < entries.size(); i++) {
      Map.Entry<String, Path> entry = entries.get(i);
      output.refuseOther(entry.getKey(), entry.getValue(), inputs);
      if (Files.isDirectory(entry.getValue())) {
        throw new OutputFailedException(
            "cannot write %s: it is a folder".formatted(entry.getValue()));
      }
      svg.refuseBoth(entry.getKey(), entry.getValue());
      for (Map.Entry<String, Path> other : entries.subList(0, i)) {
        OutputOptions.refuseBoth(
            entry.getKey(), entry.getValue(), other.getKey(), other.getValue());
      }
    }
  }

  /**
   * Refuses every option where the result is not one plan.
   *
   * @throws InvalidFieldException if one is given
   */
  public void refuseUnlessOnePlan(boolean isOnePlan) {
    if (!isOnePlan && !given().isEmpty()) {
      String option = given().keySet().iterator().next();
      throw new InvalidFieldException(
          option, "--%s shows one plan and excludes --exits and --pareto".formatted(option));
    }
  }

  /**
   * Writes the files of the options that are given; warns of one that is too large to be drawn.
   *
   * @param nodes the nodes of the model file that layers stand for, by layer
   * @throws OutputFailedException if a file cannot be written
   */
  public void write(Plan plan, Map<String, List<ImportedNode>> nodes, PrintWriter err) {
    if (given().isEmpty()) {
      return;
    }
    PlanSchedule schedule = PlanSchedule.of(plan);
    given()
        .forEach(
            (option, target) ->
                write(
                    target,
                    switch (option) {
                      case "trace" -> TraceFile.write(schedule);
                      case "dot" -> DotFile.write(PlanGraph.of(schedule));
                      case "mermaid" -> mermaid(schedule, err);
                      case "overlay" -> OverlayFile.byDevice(schedule, nodes);
                      default -> OverlayFile.byTime(schedule, nodes);
                    }));
  }

  private String mermaid(PlanSchedule schedule, PrintWriter err) {
    Graph whole = PlanGraph.of(schedule);
    Graph graph = MermaidFile.isReadable(whole) ? whole : PlanGraph.folded(schedule, 0);
    MermaidFile.excess(graph)
        .ifPresent(
            excess ->
                err.printf(
                    "warning: --mermaid %s: even folded, the graph has %s; use --dot%n",
                    Printable.line(mermaid.toString()), excess));
    return MermaidFile.write(graph);
  }

  private static void write(Path target, String text) {
    try {
      FileReplacement.write(target, text);
    } catch (IOException e) {
      throw OutputFailedException.of(target, e);
    }
  }
}
