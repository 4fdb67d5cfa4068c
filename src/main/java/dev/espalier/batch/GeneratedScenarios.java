package dev.espalier.batch;

import dev.espalier.io.batch.ScenarioText;
import dev.espalier.io.line.InputLine;
import dev.espalier.study.batch.ScenarioSpace;
import java.util.Optional;

/** Scenarios that are generated, as the lines that a file of them would have. */
public final class GeneratedScenarios implements ScenarioSource {
  private final ScenarioSpace space;
  private long next;

  /**
   * @param space what is generated
   */
  public GeneratedScenarios(ScenarioSpace space) {
    this.space = space;
  }

  @Override
  public Optional<InputLine> next() {
    if (next == space.size()) {
      return Optional.empty();
    }
    InputLine line = InputLine.of(next + 1, ScenarioText.of(space, next));
    next++;
    return Optional.of(line);
  }

  @Override
  public double progress() {
    return (double) next / space.size();
  }

  @Override
  public void close() {}
}
