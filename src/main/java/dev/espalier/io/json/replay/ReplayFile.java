package dev.espalier.io.json.replay;

import dev.espalier.io.json.PlanParts.Head;
import dev.espalier.io.json.PlanParts.Options;
import dev.espalier.io.json.PlanParts.SliceEntry;
import dev.espalier.io.json.tree.JsonDocument;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.plan.Slice;
import dev.espalier.study.replay.Course;
import dev.espalier.study.replay.Relocation;
import dev.espalier.study.replay.Replay;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Replays as {@code espalier-replay/1} documents. */
public final class ReplayFile {
  private static final String FORMAT = "espalier-replay/1";

  private ReplayFile() {}

  /**
   * A replay as text of a JSON document.
   *
   * @param predictor name of the predictor of the rate
   */
  public static String write(Replay replay, String predictor) {
    PlanningProblem problem = replay.traced().problem();
    return JsonDocument.of(
        Head.of(FORMAT, problem),
        new Question(
            problem.objective().label(),
            Options.of(problem),
            replay.traced().link().name(),
            replay.traced().trace().name(),
            replay.traced().steps(),
            replay.traced().trace().endSeconds(),
            predictor,
            SwitchingEntry.of(replay)),
        new Results(
            replay.isExact(),
            IntStream.range(0, replay.plans().size())
                .mapToObj(index -> PlanEntry.of(index + 1, replay.plans().get(index)))
                .toList(),
            Stream.concat(
                    replay.courses().stream(), Stream.of(replay.bestFixed(), replay.clairvoyant()))
                .map(course -> CourseEntry.of(course, replay))
                .toList()));
  }

  private record Question(
      String objective,
      Options options,
      String link,
      String trace,
      int samples,
      double seconds,
      String predictor,
      SwitchingEntry switching) {}

  private record SwitchingEntry(String name, double pauseMs, boolean loadedInPause) {

    private static SwitchingEntry of(Replay replay) {
      return new SwitchingEntry(
          replay.switching().name(),
          replay.switching().pauseMs(),
          replay.switching().isLoadedInPause());
    }
  }

  private record Results(boolean exact, List<PlanEntry> plans, List<CourseEntry> courses) {}

  private record PlanEntry(int number, List<SliceEntry> slices) {

    private static PlanEntry of(int number, List<Slice> slices) {
      return new PlanEntry(number, slices.stream().map(SliceEntry::of).toList());
    }
  }

  private record CourseEntry(
      String policy,
      double meanMs,
      double cost,
      double moveCost,
      double pausedS,
      double regret,
      int firstPlan,
      List<MoveEntry> moves) {

    private static CourseEntry of(Course course, Replay replay) {
      return new CourseEntry(
          course.name(),
          course.meanMs(),
          course.cost(),
          course.moveCost(),
          course.pauseSeconds(),
          replay.regret(course),
          replay.number(course.first()),
          course.moves().stream().map(move -> MoveEntry.of(move, replay)).toList());
    }
  }

  /** A move; plan 0 is one that is the best one at no rate. */
  private record MoveEntry(
      double atS, int from, int to, double loadMs, double pauseMs, double cost) {

    private static MoveEntry of(Relocation move, Replay replay) {
      return new MoveEntry(
          move.atSeconds(),
          replay.number(move.from()),
          replay.number(move.to()),
          move.loadMs(),
          move.pauseMs(),
          move.cost());
    }
  }
}
