package dev.espalier.io.json.change;

import dev.espalier.search.online.ReplannerState;
import dev.espalier.search.predict.LinkPredictors.Direction;
import dev.espalier.search.predict.RatePredictor.Observation;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * All that a process which follows a stream of changes must remember to go on after a restart.
 *
 * @param lines number of lines that were read
 * @param inputBytes length of these lines, bytes
 * @param lastId the last number that the sender gave a line
 * @param outputBytes length of all decisions that were written, bytes
 * @param atSeconds time of the last line, s
 * @param replanner what later decisions depend on
 * @param rates what later predictions of rates depend on
 */
public record WatchState(
    long lines,
    long inputBytes,
    OptionalLong lastId,
    long outputBytes,
    double atSeconds,
    ReplannerState replanner,
    Map<Direction, List<Observation>> rates) {}
