/** What several reproduced papers have in common: an edge device, a cloud and their data sheets. */
package dev.espalier.reproduction.scene;
