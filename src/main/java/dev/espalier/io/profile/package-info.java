/** Reads profiles in any of their formats, and those that the devices of a catalog name. */
package dev.espalier.io.profile;
