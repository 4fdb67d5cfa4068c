/** Reports as pages for the browser. */
package dev.espalier.io.html;
