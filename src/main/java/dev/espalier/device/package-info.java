/** Devices, the links between them, and catalogs of both. Independent of networks and plans. */
package dev.espalier.device;
