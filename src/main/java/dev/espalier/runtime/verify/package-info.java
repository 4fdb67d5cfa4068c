/** Verifies that the segments of a plan compute together what the whole model does. */
package dev.espalier.runtime.verify;
