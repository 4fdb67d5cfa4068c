package dev.espalier.testing.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** One fault of each kind; {@link FaultStudy} injects as many as wanted. */
@DisabledOnOs(OS.WINDOWS)
@Timeout(300)
class FaultTest {
  private static final long MAX_RESIDENT_MIB = 320;

  @TempDir private Path folder;

  @Test
  void noSampleIsAnsweredTwiceOrWronglyOrLost() throws Exception {
    List<Long> pids;
    try (FaultRuns runs = new FaultRuns(folder, 7)) {
      for (Fault fault : Fault.values()) {
        FaultRuns.Outcome outcome = runs.run(fault);
        assertThat(outcome.isSound()).as(outcome.toString()).isTrue();
        assertThat(outcome.residentMib()).as(outcome.toString()).isLessThan(MAX_RESIDENT_MIB);
      }
      pids = runs.pids();
    }
    assertThat(pids)
        .noneMatch(pid -> ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent());
  }
}
