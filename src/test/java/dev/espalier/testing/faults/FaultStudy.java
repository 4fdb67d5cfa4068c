package dev.espalier.testing.faults;

import dev.espalier.internal.TemporaryFolder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Injects faults into runs and prints what became of them: {@code FaultStudy FAULTS SEED}. Ends
 * with status 1 if an answer was wrong, a sample was lost or failed, or a process is left.
 */
public final class FaultStudy {
  private FaultStudy() {}

  /** Runs the study. */
  public static void main(String[] arguments) throws Exception {
    int faults = Integer.parseInt(arguments[0]);
    long seed = Long.parseLong(arguments[1]);
    List<FaultRuns.Outcome> outcomes = new ArrayList<>();
    List<Long> pids;
    try (TemporaryFolder folder = TemporaryFolder.create();
        FaultRuns runs = new FaultRuns(folder.path(), seed)) {
      Fault[] kinds = Fault.values();
      for (int i = 0; i < faults; i++) {
        FaultRuns.Outcome outcome = runs.run(kinds[i % kinds.length]);
        outcomes.add(outcome);
        print(i, outcome);
      }
      pids = runs.pids();
    }
    long left =
        pids.stream()
            .filter(pid -> ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent())
            .count();
    summarize(outcomes, left);
    System.exit(left == 0 && outcomes.stream().allMatch(FaultRuns.Outcome::isSound) ? 0 : 1);
  }

  private static void print(int number, FaultRuns.Outcome outcome) {
    System.out.printf(
        Locale.ROOT,
        "%3d %-25s %s answered %d (again %d) failed %d wrong %d lost %d incidents %d %d MiB %d ms %s%n",
        number,
        outcome.fault(),
        outcome.device(),
        outcome.answered(),
        outcome.again(),
        outcome.failed(),
        outcome.wrong(),
        outcome.lost(),
        outcome.incidents(),
        outcome.residentMib(),
        outcome.tookMs(),
        outcome.remarks());
  }

  private static void summarize(List<FaultRuns.Outcome> outcomes, long left) {
    System.out.println(
        "| fault | runs | with incidents | answered | of these again | failed | wrong | lost or twice"
            + " | median ms | max. MiB |");
    System.out.println("|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|");
    for (Fault fault : Fault.values()) {
      line(
          fault.name().toLowerCase(Locale.ROOT).replace('_', ' '),
          outcomes.stream().filter(each -> each.fault() == fault).toList());
    }
    line("all", outcomes);
    System.out.printf("processes left: %d%n", left);
  }

  private static void line(String name, List<FaultRuns.Outcome> some) {
    long[] ms = some.stream().mapToLong(FaultRuns.Outcome::tookMs).sorted().toArray();
    System.out.printf(
        "| %s | %d | %d | %d | %d | %d | %d | %d | %d | %d |%n",
        name,
        some.size(),
        some.stream().filter(each -> each.incidents() > 0).count(),
        some.stream().mapToLong(FaultRuns.Outcome::answered).sum(),
        some.stream().mapToLong(FaultRuns.Outcome::again).sum(),
        some.stream().mapToLong(FaultRuns.Outcome::failed).sum(),
        some.stream().mapToLong(FaultRuns.Outcome::wrong).sum(),
        some.stream().mapToLong(FaultRuns.Outcome::lost).sum(),
        ms.length == 0 ? 0 : ms[ms.length / 2],
        Arrays.stream(some.stream().mapToLong(FaultRuns.Outcome::residentMib).toArray())
            .max()
            .orElse(0));
  }
}
