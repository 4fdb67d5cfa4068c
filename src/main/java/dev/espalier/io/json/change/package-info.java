/** Changes of the world and decisions upon them as lines of JSON. */
package dev.espalier.io.json.change;
