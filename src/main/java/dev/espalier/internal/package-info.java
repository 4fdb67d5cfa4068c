/** Checks of arguments, units and the like. Not part of the API: it may change in any version. */
package dev.espalier.internal;
