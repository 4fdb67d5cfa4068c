/** Networks: layers, exits and the order in which they run. Knows nothing of devices and plans. */
package dev.espalier.model;
