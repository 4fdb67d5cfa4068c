/** Replays of policies over a trace of a link, beside the best that was possible. */
package dev.espalier.study.replay;
