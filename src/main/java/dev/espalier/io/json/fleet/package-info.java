/** Fleets and studies of them as JSON documents. */
package dev.espalier.io.json.fleet;
