/** Replays of policies as reports and pictures. */
package dev.espalier.report.replay;
