/** Files in JSON. The only package that knows Jackson. */
package dev.espalier.io.json;
