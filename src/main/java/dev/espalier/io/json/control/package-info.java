/** Bodies of the messages by which a coordinator controls the agents of a run. */
package dev.espalier.io.json.control;
