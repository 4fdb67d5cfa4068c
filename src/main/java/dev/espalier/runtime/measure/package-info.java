/** Measures how long layers and segments take on this machine. */
package dev.espalier.runtime.measure;
