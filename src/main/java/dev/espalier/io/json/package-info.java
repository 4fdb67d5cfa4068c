/** Files in JSON. The only package that depends on Jackson. */
package dev.espalier.io.json;
