/** Devices, the links between them, and catalogs of both. Knows nothing of networks and plans. */
package dev.espalier.device;
