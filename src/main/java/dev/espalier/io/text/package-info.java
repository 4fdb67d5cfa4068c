/** Reports as aligned text. */
package dev.espalier.io.text;
