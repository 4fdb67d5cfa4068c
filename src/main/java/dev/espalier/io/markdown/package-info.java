/** Reports in Markdown. */
package dev.espalier.io.markdown;
