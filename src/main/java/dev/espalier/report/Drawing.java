package dev.espalier.report;

import dev.espalier.study.Chart;

/**
 * A chart in a report; formats that cannot draw leave it out.
 *
 * @param chart the chart
 */
public record Drawing(Chart chart) implements Block {}
