/** Maps of the best plan as JSON documents. */
package dev.espalier.io.json.map;
