/** Plans that follow a changing world: when to move, and where to. */
package dev.espalier.search.online;
