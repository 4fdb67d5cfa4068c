/**
 * From a plan to what devices run: slices are cut into segments at the deployed exits, and the
 * manifest says which file each segment is in and which tensors it exchanges. Independent of the
 * format of the files.
 */
package dev.espalier.segment;
