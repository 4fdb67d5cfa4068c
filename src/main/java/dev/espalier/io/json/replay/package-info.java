/** Replays of policies as JSON. */
package dev.espalier.io.json.replay;
