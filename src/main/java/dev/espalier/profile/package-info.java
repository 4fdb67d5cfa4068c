/**
 * Measured times of the layers of networks, and what follows from them: rates of a device in
 * PALEO's form, a regression for each kind of operator, and the times of layers that nobody
 * measured. Independent of file formats.
 */
package dev.espalier.profile;
